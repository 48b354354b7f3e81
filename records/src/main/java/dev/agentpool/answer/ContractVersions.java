package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/** The versions of a contract that are kept. */
public record ContractVersions(
    @JsonPropertyDescription("the oldest first") List<Version> versions) {
  /** Keeps a copy of the list. */
  public ContractVersions {
    versions = List.copyOf(versions);
  }

  /** One of them. */
  public record Version(
      @JsonUnwrapped ContractRow contract,
      @JsonPropertyDescription("lines that the one before does not have") int linesAdded,
      @JsonPropertyDescription("lines of the one before that it does not have") int linesRemoved) {}
}
