package dev.agentpool.contract;

import dev.agentpool.paper.DurableFile;
import dev.agentpool.paper.GoText;
import dev.agentpool.paper.HeaderBlock;
import dev.agentpool.paper.HeaderFields;
import dev.agentpool.paper.HeaderText;
import dev.agentpool.paper.Rfc3339;
import dev.agentpool.paper.SafeName;
import dev.agentpool.paper.UnreadableHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What was found when the work of a task was held against a contract.
 *
 * @param notes Markdown, without white space around it
 */
public record Verification(
    String task, ContractId contract, Status status, Instant timestamp, String notes) {
  /** How it came out. */
  public enum Status {
    PASS,
    FAIL,
    PARTIAL;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Status> of(String word) {
      for (Status status : values()) {
        if (status.word().equals(word)) {
          return Optional.of(status);
        }
      }
      return Optional.empty();
    }
  }

  public Verification {
    if (!SafeName.isSafe(task)) {
      throw new IllegalArgumentException(
          "invalid task_id " + GoText.quoted(task) + ": must be a simple filename");
    }
  }

  /** How its file is called: a later one of the same task and contract replaces it. */
  public String fileName() {
    return task + "_" + contract + ".md";
  }

  public String text() {
    return new HeaderText()
        .put("task", task)
        .put("contract", contract.value())
        .put("status", status.word())
        .plain("timestamp", Rfc3339.seconds(timestamp))
        .with(notes);
  }

  public static Verification parse(String text) throws UnreadableHeader {
    HeaderBlock block = HeaderBlock.split(text);
    HeaderFields fields = HeaderFields.parse(block.yaml());
    String word = fields.text("status");
    Instant time = fields.time("timestamp");
    try {
      return new Verification(
          fields.text("task"),
          new ContractId(fields.text("contract")),
          Status.of(word).orElseThrow(() -> new IllegalArgumentException(invalid(word))),
          time == null ? Rfc3339.NEVER : time,
          GoText.trimmed(block.body()));
    } catch (IllegalArgumentException e) {
      throw new UnreadableHeader(String.valueOf(e.getMessage()));
    }
  }

  /** What is said of a status that is none. */
  public static String invalid(String status) {
    return "invalid status " + GoText.quoted(status) + ": must be pass, fail, or partial";
  }

  /** Writes its file; the folder is made. */
  public Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(fileName());
    DurableFile.write(file, text());
    return file;
  }
}
