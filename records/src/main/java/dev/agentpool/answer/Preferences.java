package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/**
 * How a person wants work to be delegated (spec control-plane 6).
 *
 * @param text empty where the rest is told beside something else
 */
public record Preferences(
    @JsonPropertyDescription("the person's file, also when there is none") String path,
    @JsonPropertyDescription("where to read it over MCP") String resourceUri,
    boolean exists,
    @JsonPropertyDescription("whether it is the template that ships, for want of a person's file")
        boolean usingDefaultTemplate,
    @JsonPropertyDescription("what to do with it") String readHint,
    @JsonPropertyDescription("its first items, at most eight") List<String> digest,
    @JsonPropertyDescription("all of it, in Markdown; null beside other things")
        Optional<String> text) {
  public Preferences {
    digest = List.copyOf(digest);
  }

  /** As they are told beside something else. */
  public Preferences withoutText() {
    return new Preferences(
        path, resourceUri, exists, usingDefaultTemplate, readHint, digest, Optional.empty());
  }
}
