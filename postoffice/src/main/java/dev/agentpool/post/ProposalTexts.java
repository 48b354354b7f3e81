package dev.agentpool.post;

import dev.agentpool.mail.Mail;
import java.util.List;

/** What a person reads who is asked for their word. */
public final class ProposalTexts {
  private ProposalTexts() {}

  /** Of a task. */
  public static String of(Mail mail) {
    return "Task: "
        + mail.id()
        + "\nTo: "
        + mail.to()
        + "\nPriority: "
        + mail.priority().word()
        + "\nContracts: "
        + String.join(", ", mail.contracts())
        + "\n\n"
        + mail.body();
  }

  /** Of a formula's tasks. */
  public static String ofFormula(String formula, String prefix, List<Mail> mails) {
    return "Formula: "
        + formula
        + "\nPrefix: "
        + prefix
        + "\nTasks: "
        + String.join(", ", mails.stream().map(mail -> mail.id().value()).toList())
        + "\n";
  }
}
