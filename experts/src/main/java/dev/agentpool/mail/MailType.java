package dev.agentpool.mail;

import java.util.Locale;
import java.util.Optional;

/** What a mail is for. Only {@link #TASK} and {@link #QUESTION} ask for work. */
public enum MailType {
  TASK,
  QUESTION,
  RESPONSE,
  NOTIFY,
  HANDOFF,
  CANCEL;

  /** As it stands in a mail. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Capitals count. */
  public static Optional<MailType> of(String word) {
    for (MailType type : values()) {
      if (type.word().equals(word)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** Whether somebody has to work on it. */
  public boolean asksForWork() {
    return this == TASK || this == QUESTION;
  }
}
