package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/** What a project's own files run, and whether it is trusted. */
public record Trust(
    String dir,
    @JsonPropertyDescription("what the project's own files run, a line each") List<String> commands,
    @JsonPropertyDescription("the hash of these files, which is what is trusted")
        Optional<String> content,
    @JsonPropertyDescription("as the files are now") boolean trusted,
    @JsonPropertyDescription("whether another content was trusted") boolean changed) {
  public Trust {
    commands = List.copyOf(commands);
  }
}
