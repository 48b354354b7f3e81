package dev.agentpool.definition;

import dev.agentpool.document.Diagnostic;
import dev.agentpool.document.Fingerprint;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A definition with all that it names, as the files are now. Immutable.
 *
 * @param attachments skills, then expertise, in the order of the definition; missing ones are left
 *     out
 * @param diagnostics what is missing or odd
 * @param fingerprint of all contents: a process that was started under another one is stale
 */
public record ComposedAgent(
    AgentDefinition definition,
    List<Attachment> attachments,
    List<Diagnostic> diagnostics,
    Fingerprint fingerprint) {

  /**
   * A file that is put into the system prompt as it is.
   *
   * @param heading as {@code Skill: NAME}
   */
  public record Attachment(String heading, Path file, String text) {}

  public ComposedAgent {
    attachments = List.copyOf(attachments);
    diagnostics = List.copyOf(diagnostics);
  }

  /**
   * The environment, the skills, the expertise and the instructions, in this order.
   *
   * @param now when the agent's process is started
   */
  public String systemPrompt(Path workingDirectory, Instant now) {
    List<String> parts = new ArrayList<>();
    parts.add(
        """
        # Environment

        Working directory: %s
        Time: %s

        Relative paths are meant from the working directory. Read and write inside of it, unless the \
        task names another place.\
        """
            .formatted(workingDirectory.toAbsolutePath(), now.truncatedTo(ChronoUnit.SECONDS)));
    for (Attachment attachment : attachments) {
      parts.add("# " + attachment.heading() + "\n\n" + attachment.text().strip());
    }
    if (!definition.body().isBlank()) {
      parts.add(definition.body());
    }
    return String.join("\n\n", parts);
  }
}
