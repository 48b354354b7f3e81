package dev.agentpool.session;

import dev.agentpool.budget.Money;
import dev.agentpool.task.TokenUsage;
import dev.agentpool.usage.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an agent says and does, in words that serve every provider. */
public sealed interface AgentEvent {
  /** The conversation has this id now. */
  record SessionKnown(String providerSession, @Nullable String model) implements AgentEvent {}

  /** A piece of the answer. */
  record Text(String text) implements AgentEvent {}

  record Thinking(String text) implements AgentEvent {}

  /** The agent uses a tool; {@code summary} is one line for people, such as the command. */
  record ToolUse(String toolUseId, String tool, String summary) implements AgentEvent {}

  record ToolResult(String toolUseId, boolean failed, String summary) implements AgentEvent {}

  /** A tool was denied, by a rule or by whoever answers. */
  record PermissionDenied(String tool, String why) implements AgentEvent {}

  /** The CLI retries its model request by itself. */
  record ApiRetry(int attempt, int of, Duration delay, String error) implements AgentEvent {}

  /** The provider's usage window, as it reports it; {@code status} is its own word. */
  record RateLimit(String status, @Nullable Instant resetsAt, String window)
      implements AgentEvent {}

  /**
   * What its provider says is left of the plan.
   *
   * @param source where it was told
   * @param overage whether what runs now is paid beyond the plan
   */
  record UsageSeen(String source, List<Window> windows, boolean overage) implements AgentEvent {
    public UsageSeen {
      windows = List.copyOf(windows);
    }
  }

  /** What the turn has cost until now, as far as it is known. */
  record CostSoFar(Money turn) implements AgentEvent {}

  /**
   * What the turn has taken until now, as far as it is told: at least this.
   *
   * @param turns model turns, as far as they are counted
   * @param model null when it is not known
   */
  record TokensSoFar(TokenUsage turn, int turns, @Nullable String model) implements AgentEvent {}

  /** What was said into its turn ({@link Turn#tell}) is before the agent now. */
  record Heard(String word) implements AgentEvent {}

  /** Something worth a line that is none of the above. */
  record Notice(String text) implements AgentEvent {}
}
