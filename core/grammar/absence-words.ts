// The words of absence notices in six languages: months, weekdays, and what stands before the day on which someone is back.

/** In the order of the year; each by its beginning, so that short forms are known as well. */
export const MONTHS: readonly RegExp[] = [
  /^(?:jan(?:uary|uar|vier|uari)?|jänner|ene(?:ro)?|gen(?:naio)?|janv)$/u,
  /^(?:feb(?:ruary|ruar|rero|braio|ruari)?|février|fevrier|févr)$/u,
  /^(?:mar(?:ch|s|zo)?|märz|maerz|mrz|maart|mrt)$/u,
  /^(?:apr(?:il|ile)?|avril|avr|abr(?:il)?)$/u,
  /^(?:may|mai|mayo|mag(?:gio)?|mei)$/u,
  /^(?:june?|juni|juin|junio|giu(?:gno)?)$/u,
  /^(?:july?|juli|juillet|juil|julio|lug(?:lio)?)$/u,
  /^(?:aug(?:ust|ustus)?|août|aout|ago(?:sto)?)$/u,
  /^(?:sept?(?:ember|embre|tembre|iembre)?|set(?:tembre)?)$/u,
  /^(?:oct(?:ober|obre|ubre)?|okt(?:ober)?|ott(?:obre)?)$/u,
  /^(?:nov(?:ember|embre|iembre)?)$/u,
  /^(?:dec(?:ember)?|dez(?:ember)?|déc(?:embre)?|decembre|dic(?:iembre|embre)?)$/u,
];

/** Monday first. */
export const WEEKDAYS: readonly RegExp[] = [
  /^(?:mon(?:day)?|montag|lundi|lunes|lunedì|lunedi|maandag)$/u,
  /^(?:tue(?:sday)?|dienstag|mardi|martes|martedì|martedi|dinsdag)$/u,
  /^(?:wed(?:nesday)?|mittwoch|mercredi|miércoles|miercoles|mercoledì|mercoledi|woensdag)$/u,
  /^(?:thu(?:rsday)?|donnerstag|jeudi|jueves|giovedì|giovedi|donderdag)$/u,
  /^(?:fri(?:day)?|freitag|vendredi|viernes|venerdì|venerdi|vrijdag)$/u,
  /^(?:sat(?:urday)?|samstag|sonnabend|samedi|sábado|sabado|sabato|zaterdag)$/u,
  /^(?:sun(?:day)?|sonntag|dimanche|domingo|domenica|zondag)$/u,
];

/** The day after these is the first on which they are there again. */
export const BACK =
  /(?:\b(?:be |am |i'm )?back(?: in(?: the)? office| at work| at my desk)?(?: again)?,? (?:on|from|by|until|as of|starting)?|\breturn(?:ing)?(?: (?:to (?:the |my )?(?:office|work|desk)|back))?,? (?:on|from|by|as of)?|\b(?:available|reachable|in the office) again (?:on|from|as of)|\b(?:wieder )?(?:ab|am)(?: dem)?(?= [^!?]{1,40}\bwieder\b)|\bwieder (?:ab|am)(?: dem)?|\b(?:wieder )?zurück(?: sein)? (?:bin ich )?(?:ab|am)(?: dem)?|\b(?:de retour|retour|reviens|reviendrai|serai de retour)(?: au bureau)?(?: à partir)?(?: le| du)?|\b(?:vuelvo|volveré|regreso|regresaré|estaré de vuelta|de vuelta|de regreso)(?: a la oficina)?(?: a partir del?)?(?: el)?|\b(?:rientro|tornerò|rientrerò|sarò di ritorno|di nuovo in ufficio)(?: in ufficio)?(?: a partire)?(?: il| dal?)?|\b(?:terug|weer (?:aanwezig|bereikbaar|op kantoor))(?: op kantoor)?(?: vanaf| op| per)?)[\s:,]*(?:the |le |el |il |dem |den )?/giu;

/** The day after these is the last of their absence, or the first after it: people differ. */
export const UNTIL =
  /(?:\b(?:until|till?|through|thru|up to(?: and including)?|bis(?: einschließlich| einschliesslich| inklusive| inkl\.)?(?: zum)?|jusqu['’]?(?:au|à|a)|hasta(?: el)?|fino (?:al?|a)|sino al?|tot(?: en met)?|t\/m)|(?:\bfrom\b[^.!?\n]{1,40}?\b(?:to|-|–)|\bdu\b[^.!?\n]{1,30}?\bau|\bdel?\b[^.!?\n]{1,30}?\bal|\bdal\b[^.!?\n]{1,30}?\bal?))[\s:,]*(?:and including |including |the |le |el |il |dem |den )?/giu;

/** Said so, the day itself still belongs to the absence. */
export const INCLUSIVE = /\bthrough\b|\bthru\b|including|einschlie|inkl|\bt\/m\b|en met|inclus|incluido|compreso|inclusief/iu;
export const TOMORROW = /^(?:tomorrow|demain|mañana|manana|domani)$/u;
