package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a pool came to in a time: what ended in it, and what stands now.
 *
 * @param done tasks and plans that ended well, with commits on a branch
 * @param nothing those that ended well and have none
 * @param failed by how they ended, the most frequent first
 * @param cancelled how many were
 * @param missed of each schedule the times that were missed last
 * @param waiting what waits for a person now
 * @param running now
 * @param queued now
 * @param spent by what ended then
 * @param budget as it stands now
 */
public record Report(
    String pool,
    Instant since,
    Instant until,
    @JsonPropertyDescription("what ended well with commits on a branch") List<Work> done,
    @JsonPropertyDescription("what ended well and has none") List<Work> nothing,
    @JsonPropertyDescription("by how it ended, the most frequent first") List<Failure> failed,
    int cancelled,
    @JsonPropertyDescription("of each schedule the times that were missed last")
        List<Missed> missed,
    @JsonPropertyDescription("what waits for a person now") InboxSection waiting,
    int running,
    int queued,
    @JsonUnwrapped(prefix = "spent_") @JsonPropertyDescription("by what ended then") Cost spent,
    Budget budget) {
  /** Keeps copies of the lists. */
  public Report {
    done = List.copyOf(done);
    nothing = List.copyOf(nothing);
    failed = List.copyOf(failed);
    missed = List.copyOf(missed);
  }

  /**
   * A task or plan that ended well.
   *
   * @param title the first line of what was asked
   * @param commits that its branch has
   * @param files that they change; empty when that was not looked at, or the branch is gone
   * @param mergedInto the branch that agentpool merged it into; empty when it did not, or that was
   *     undone
   * @param check the command that had succeeded on the merged result; empty when there was none
   * @param cost of all its attempts; of a plan, of all its steps
   */
  public record Work(
      String taskId,
      @JsonPropertyDescription("the first line of what was asked") String title,
      Instant endedAt,
      Optional<String> branch,
      int commits,
      @JsonPropertyDescription("null when that was not looked at, or the branch is gone")
          Optional<Integer> files,
      @JsonPropertyDescription("the branch that it was merged into; null when it was not")
          Optional<String> mergedInto,
      @JsonPropertyDescription("what had succeeded on the merged result; null when nothing was run")
          Optional<String> check,
      @JsonUnwrapped(prefix = "cost_") Cost cost) {}

  /** A schedule of which times went by with nothing submitted. */
  public record Missed(String schedule, Schedule.Times lastMissed) {}

  /**
   * Tasks that failed in one way.
   *
   * @param kind the outcome, as a stable word
   * @param count how many
   * @param taskIds the newest of them, at most 20
   * @param message of the newest
   */
  public record Failure(
      @JsonPropertyDescription("the outcome, as a stable word") String kind,
      int count,
      @JsonPropertyDescription("the newest, at most 20") List<String> taskIds,
      @JsonPropertyDescription("of the newest") String message) {
    /** Keeps a copy of the list. */
    public Failure {
      taskIds = List.copyOf(taskIds);
    }
  }
}
