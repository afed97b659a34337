// Modals and home tabs, as the emulator accepted them, put before the person who clicked or whose home it is.
import { fieldsOf, textOf } from './json.ts';
import type { Methods, WebApiParts } from './web-api-parts.ts';

export function viewsApi({ board, modals }: Pick<WebApiParts, 'board' | 'modals'>): Methods {
  const opened: Methods[string] = {
    after(fields, answer) {
      modals.open(textOf(fields['trigger_id']), fieldsOf(answer['view']));
      return answer;
    },
  };
  return {
    'views.open': opened,
    'views.push': opened,
    'views.update': {
      after(_fields, answer) {
        modals.replace(fieldsOf(answer['view']));
        return answer;
      },
    },
    'views.publish': {
      async after(fields, answer) {
        await board.publishHome(textOf(fields['user_id']), fieldsOf(answer['view']));
        return answer;
      },
    },
  };
}
