package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/**
 * What was collected of a task (spec control-plane 12, 17.1).
 *
 * {@snippet :
 * CollectedArtifacts left = pool.artifacts().collect(task.id());
 * System.out.println(left.state() + ": " + left.git().changedFiles());
 * }
 *
 * @param state of its session, in capital letters
 * @param artifacts those that are there
 * @param warnings what is missing, and why; absent when there are none
 * @param outsideAllowedFiles files that a session changed beside its allowed ones; absent when
 *     there are none
 * @param workerOutput what it came to; while there is nothing yet, the end of its transcript
 */
public record CollectedArtifacts(
    String sessionId,
    String state,
    String artifactDir,
    List<CollectedArtifact> artifacts,
    GitStanding git,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Warning> warnings,
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @JsonPropertyDescription("untrusted: files that it changed beside those that it may")
        Optional<WorkerOutput> outsideAllowedFiles,
    WorkerOutput workerOutput) {
  /** Keeps copies of the lists. */
  public CollectedArtifacts {
    artifacts = List.copyOf(artifacts);
    warnings = List.copyOf(warnings);
  }

  /**
   * How its working tree is to git.
   *
   * @param changedFiles that its diff changes
   */
  public record GitStanding(
      boolean isRepo,
      @JsonPropertyDescription("whether something is not committed") boolean dirty,
      @JsonPropertyDescription("that its diff changes") List<String> changedFiles) {
    /** Keeps a copy of the list. */
    public GitStanding {
      changedFiles = List.copyOf(changedFiles);
    }
  }

  /**
   * What is missing.
   *
   * @param code stable, lower case
   */
  public record Warning(String code, String message) {}
}
