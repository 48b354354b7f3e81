package dev.agentpool.role;

import dev.agentpool.knowledge.persona.ShippedWords;
import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailType;
import dev.agentpool.paper.SafeName;
import dev.agentpool.post.Expert;
import dev.agentpool.post.Handoffs;
import dev.agentpool.post.Letter;
import dev.agentpool.post.Mailed;
import dev.agentpool.post.PostOffice;
import dev.agentpool.post.Roster;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an expert's agent is asked: who it is and what it knows, the contracts it works under, what
 * it has not read, what came of the work before, and the task. Each part has its room, and what is
 * cut is said.
 */
final class ExpertPrompt {
  private static final int WORDS = 16 << 10;
  private static final int CONTRACT = 48 << 10;
  private static final int CONTRACTS = 192 << 10;
  private static final int RESULT = 16 << 10;
  private static final int RESULTS = 96 << 10;
  private static final int LETTER = 16 << 10;
  private static final int MAIL = 96 << 10;
  private static final int HANDOVER = 48 << 10;
  private final PostOffice office;
  private final KnownByHeart known;

  ExpertPrompt(PostOffice office, KnownByHeart known) {
    this.office = office;
    this.known = known;
  }

  /**
   * @param prompt the mail's body, with what reviewers said of it
   */
  String of(Roster roster, Expert expert, Mailed mailed, String prompt, List<Letter> unread) {
    StringBuilder text = new StringBuilder();
    String knows = known.of(expert, mailed).strip();
    if (!knows.isEmpty()) {
      text.append(knows).append("\n\n");
    }
    add(text, new Section("Contracts", contracts(roster, mailed.mail()), CONTRACTS, false));
    add(text, new Section("How You Work Here", protocol(expert), WORDS, false));
    add(text, new Section("Unread Mail", mail(unread), MAIL, true));
    add(text, new Section("Results Of What This Waited For", results(mailed), RESULTS, false));
    add(text, new Section("Handed Over", handover(mailed), HANDOVER, false));
    return text.append("## Task\n\n")
        .append(prompt.strip())
        .append("\n\n")
        .append(metadata(mailed))
        .toString();
  }

  private static String protocol(Expert expert) {
    return "You are \"" + expert.name() + "\".\n\n" + ShippedWords.protocol();
  }

  private static void add(StringBuilder text, Section section) {
    if (!section.isBlank()) {
      text.append(section.shown());
    }
  }

  private static String metadata(Mailed mailed) {
    Mail mail = mailed.mail();
    return "### Task Metadata\n- ID: "
        + mail.id()
        + "\n- From: "
        + mail.from()
        + (mailed.verified() ? "" : " (unverified: it came as a file, anybody can write one)")
        + "\n- Type: "
        + mail.type().word()
        + "\n- Priority: "
        + mail.priority().word()
        + "\n- Contracts: "
        + (mail.contracts().isEmpty() ? "none" : String.join(", ", mail.contracts()))
        + "\n";
  }

  private static String contracts(Roster roster, Mail mail) {
    StringBuilder text = new StringBuilder();
    for (String id : mail.contracts()) {
      String contract =
          SafeName.isSafe(id)
              ? ContractFile.text(roster.layout().contracts().resolve(id + ".md"))
              : "";
      if (!contract.isBlank()) {
        text.append(new Section("Contract " + id, contract, CONTRACT, false).shown().substring(1));
      }
    }
    return text.toString().replace("# Contract ", "### Contract ");
  }

  /** Answers whole, notices a line each. */
  private static String mail(List<Letter> unread) {
    StringBuilder text = new StringBuilder();
    List<Letter> notices = new ArrayList<>();
    for (Letter letter : unread) {
      if (letter.mail().type() == MailType.NOTIFY) {
        notices.add(letter);
      } else {
        text.append("### ").append(head(letter)).append("\n\n");
        text.append(cut(letter.mail().body(), LETTER)).append("\n\n");
      }
    }
    if (!notices.isEmpty()) {
      text.append("### Notices\n\n");
      for (Letter notice : notices) {
        text.append("- ").append(head(notice)).append(": ");
        text.append(cut(notice.mail().body(), LETTER).replaceAll("\\s+", " ")).append('\n');
      }
    }
    return text.toString();
  }

  private static String head(Letter letter) {
    Mail mail = letter.mail();
    return mail.type().word()
        + " "
        + mail.id()
        + " from "
        + mail.from()
        + (letter.sender().verified() ? "" : " (unverified)");
  }

  private String results(Mailed mailed) {
    StringBuilder text = new StringBuilder();
    for (String id : mailed.mail().dependsOn()) {
      Optional<TaskRecord> task = office.task(mailed.task().pool(), id);
      String output = task.map(TaskRecord::result).map(TaskResult::output).orElse("");
      String by = task.flatMap(Mailed::of).map(it -> it.mail().to()).orElse("concierge");
      if (output.isBlank()) {
        output = office.work(mailed.task().pool(), id).map(Letter::why).orElse("");
      }
      if (!output.isBlank()) {
        text.append("### ").append(id).append(" (").append(by).append(")\n\n");
        text.append(cut(output, RESULT)).append("\n\n");
      }
    }
    return text.toString();
  }

  private String handover(Mailed mailed) {
    return office
        .handoffs()
        .of(mailed.task().pool(), mailed.task().id())
        .filter(handoff -> handoff.fence() < mailed.task().fence())
        .map(Handoffs.Handoff::notes)
        .map(notes ->
            "A session before this one began the task and left you this; go on where it stopped."
                + "\n\n"
                + notes)
        .orElse("");
  }

  private static String cut(String text, int most) {
    return text.length() <= most
        ? text
        : text.substring(0, most)
            + "\n[agentpool: "
            + (text.length() - most)
            + " more characters are left out here]";
  }
}
