// German: what the proof of an act shows.
import type { DoneOnPage, Proof } from '../proof.ts';

const DONE: Record<DoneOnPage, string> = {
  sign: 'Unterschrieben',
  approve: 'Genehmigt',
  acknowledge: 'Lektüre bestätigt',
  disclose: 'Elektronischen Aufzeichnungen zugestimmt',
  decline: 'Abgelehnt',
  withdraw: 'Zurückgenommen',
  dispute: 'Bestritten',
  other: 'Gehandelt',
};

export function deProof(proof: Proof): string {
  if (proof.how === 'reply') {
    const { from, domain } = proof;
    return `Per E-Mail geantwortet von ${from}; die Nachricht trug eine gültige DKIM-Signatur von ${domain} und kam an eine Antwortadresse, die nur für diese Person gemacht wurde.`;
  }
  if (proof.how === 'page') {
    const { done, code } = proof;
    return code === null
      ? `${DONE[done]} auf der Seite des Dokuments, erreicht allein über den persönlichen Link; ein Einmalcode wurde nicht eingegeben.`
      : `${DONE[done]} auf der Seite des Dokuments, nachdem es geöffnet worden war; dabei wurde ein Einmalcode eingegeben, der an ${code} gesendet wurde. Der Code weist das Postfach noch einmal nach; er ist kein zweiter Faktor.`;
  }
  const { platform, email, isMember, isConfirmed, card } = proof;
  const who = isMember ? 'als Vollmitglied' : 'nicht als Vollmitglied';
  const address = isConfirmed ? 'die die Plattform bestätigt' : 'die die Plattform nicht bestätigt';
  const shown = card === null ? '' : ` Die gezeigte Karte hatte den Fingerabdruck ${card}.`;
  return `Gehandelt in ${platform}, ${who} der verbundenen Organisation, unter der Adresse ${email}, ${address}.${shown}`;
}
