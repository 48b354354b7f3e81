package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A pool at a glance (spec slot-pool 2.9).
 *
 * {@snippet :
 * PoolStatus status = pool.status();
 * System.out.println(status.idleSlots() + " of " + status.totalSlots() + " slots are idle");
 * }
 *
 * @param blockedTasks that wait for other tasks
 * @param totalSpend the same as {@code cost}
 * @param reservedMicrodollars set aside for what runs
 * @param shutdown whether it is drained and takes no work
 * @param walls {@code workspace} when walls can stand here, else {@code off} and why
 * @param paused what stands still, and why
 * @param held providers that a person lets start nothing, in all pools
 * @param escalatedReviews of those pending review, left to a person
 * @param openQuestions of its agents, that wait for a person
 * @param problem why the pool stands still beside that, such as a file that cannot be read
 * @param notices which other pools its project has, by another name or from another place
 * @param serverModel that its settings name
 */
public record PoolStatus(
    String pool,
    String name,
    int totalSlots,
    int idleSlots,
    int busySlots,
    int erroredSlots,
    int runningTasks,
    int pendingTasks,
    @JsonPropertyDescription("that wait for other tasks") int blockedTasks,
    int pendingReviewTasks,
    int completedTasks,
    int failedTasks,
    int cancelledTasks,
    @JsonUnwrapped(prefix = "cost_") @JsonPropertyDescription("what the pool spent in its life")
        Cost cost,
    @JsonUnwrapped(prefix = "total_spend_") @JsonPropertyDescription("the same") Cost totalSpend,
    long reservedMicrodollars,
    OptionalLong budgetMicrodollars,
    @JsonPropertyDescription("drained") boolean shutdown,
    @JsonPropertyDescription("\"workspace\" when they can stand here, else \"off: \" and why")
        String walls,
    List<Pause> paused,
    @JsonPropertyDescription("providers that a person lets start nothing, in all pools")
        List<Hold> held,
    @JsonPropertyDescription("of those pending review, left to a person") int escalatedReviews,
    @JsonPropertyDescription("of its agents, that wait for a person") int openQuestions,
    List<SessionAside> sessionsSetAside,
    Optional<String> problem,
    @JsonPropertyDescription("which other pools its project has") List<String> notices,
    String serverVersion,
    Optional<String> serverModel) {
  /** Keeps copies of the lists. */
  public PoolStatus {
    paused = List.copyOf(paused);
    held = List.copyOf(held);
    sessionsSetAside = List.copyOf(sessionsSetAside);
    notices = List.copyOf(notices);
  }

  /** All that the pool has spent. */
  public Cost spend() {
    return cost;
  }

  /** Its cap; empty without one. */
  public Optional<Cost> budget() {
    return budgetMicrodollars.isPresent()
        ? Optional.of(Cost.ofMicrodollars(budgetMicrodollars.getAsLong()))
        : Optional.empty();
  }
}
