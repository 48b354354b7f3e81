package dev.agentpool.answer;

import java.util.List;

/** Mail of a pool, the oldest first. */
public record MailList(List<MailRow> mail) {
  /** Keeps a copy of the list. */
  public MailList {
    mail = List.copyOf(mail);
  }
}
