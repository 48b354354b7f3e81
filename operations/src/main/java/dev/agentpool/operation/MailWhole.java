package dev.agentpool.operation;

import dev.agentpool.answer.MailRow;
import dev.agentpool.answer.MailShown;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Refused;
import dev.agentpool.mail.Mail;
import dev.agentpool.post.Letter;
import dev.agentpool.post.Mailed;
import dev.agentpool.post.Meant;
import dev.agentpool.post.PostOffice;
import dev.agentpool.post.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A mail whole, with what was answered. */
final class MailWhole {
  private MailWhole() {}

  static MailShown of(Asking asking, String id) {
    PoolConfig pool = asking.standing();
    PostOffice office = asking.house().experts().office();
    office.roster(pool); // refused for a pool without experts
    List<MailShown.Whole> found = new ArrayList<>();
    Optional<Progress> work = asking.house().experts().board().of(pool.id(), id);
    Optional<Mail> asksForWork =
        office
            .task(pool.id(), id)
            .flatMap(Mailed::of)
            .map(Mailed::mail)
            .or(() -> office.work(pool.id(), id).map(Letter::mail));
    if (work.isPresent() && asksForWork.isPresent()) {
      found.add(
          whole(
              MailRows.work(asking, pool, work.get()),
              asksForWork.get(),
              Optional.of(work.get().result()).filter(answer -> !answer.isEmpty())));
    }
    for (Letter letter : office.letters(pool.id())) {
      if (letter.mail().id().value().equals(id) && !letter.mail().type().asksForWork()) {
        found.add(whole(MailRows.letter(letter), letter.mail(), Optional.empty()));
      }
    }
    if (found.isEmpty()) {
      throw unknown(asking, pool, id);
    }
    return new MailShown(found);
  }

  private static MailShown.Whole whole(MailRow row, Mail mail, Optional<String> answer) {
    return new MailShown.Whole(
        row,
        mail.priority().word(),
        mail.contracts(),
        Optional.ofNullable(mail.cancels()),
        mail.body(),
        answer);
  }

  private static Refused unknown(Asking asking, PoolConfig pool, String id) {
    List<String> ids =
        asking.house().experts().board().all(pool.id()).stream().map(Progress::id).toList();
    String near =
        Meant.nearest(id, ids)
            .map(known -> "; did you mean \"" + known + "\"?")
            .orElse("; agentpool mail list has the ids");
    return new Refused(
        Refused.Kind.NOT_FOUND, "mail_not_found", "mail not found: " + Meant.shown(id) + near);
  }
}
