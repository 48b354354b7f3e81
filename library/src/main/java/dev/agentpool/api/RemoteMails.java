package dev.agentpool.api;

import dev.agentpool.answer.MailRow;
import dev.agentpool.answer.MailShown;
import dev.agentpool.answer.MailTaken;
import dev.agentpool.operation.MailRows;
import dev.agentpool.request.MailFilter;
import dev.agentpool.request.MailName;
import java.util.List;

/** Mail, asked over the daemon's socket. */
record RemoteMails(Calls calls) implements Mails {
  @Override
  public MailTaken send(MailOptions mail) {
    return calls.ask(MailRows.SEND, mail.request());
  }

  @Override
  public List<MailRow> list(MailFilter filter) {
    return calls.ask(MailRows.LIST, filter).mail();
  }

  @Override
  public List<MailShown.Whole> find(String id) {
    return calls.find(MailRows.GET, new MailName(id)).map(MailShown::mail).orElse(List.of());
  }

  @Override
  public MailTaken requeue(String id) {
    return calls.ask(MailRows.REQUEUE, new MailName(id));
  }
}
