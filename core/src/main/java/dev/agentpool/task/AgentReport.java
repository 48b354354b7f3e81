package dev.agentpool.task;

import dev.agentpool.budget.Cost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent brought, as its provider reports it (spec slot-pool 2.8, with the tokens it
 * lacked). Nothing in it is decided by a node.
 *
 * @param output the agent's final text, or the error text when it failed
 * @param ending how the agent's turn ended, by what its CLI said
 * @param model the model that the provider reports, null when it reported none
 * @param conversation the provider's own id of the conversation, for resuming it
 * @param structuredOutput JSON text that fits the asked schema
 * @param permissionDenials names of tools that were denied
 * @param denials tools that were denied, in the order of the denials
 * @param given what the agent's CLI itself reports that it got
 * @param notices sentences for people, each once, in the order in which they came up
 * @param exit of the process, when that ended the turn
 */
public record AgentReport(
    String output,
    Outcome ending,
    Spent spent,
    @Nullable String model,
    @Nullable String conversation,
    @Nullable String structuredOutput,
    List<String> permissionDenials,
    List<Denial> denials,
    Given given,
    List<String> notices,
    @Nullable Exit exit) {

  public AgentReport {
    permissionDenials = List.copyOf(permissionDenials);
    denials = List.copyOf(denials);
    notices = notices.stream().distinct().toList();
  }

  /**
   * What it took.
   *
   * @param turns model turns the provider counted
   * @param allTokens whether the tokens are all that it took; else it took these at least
   * @param source who says what it cost
   * @param price by which tokens became dollars, for people; null where none did
   */
  public record Spent(
      Cost cost,
      int turns,
      TokenUsage tokens,
      Duration elapsed,
      boolean allTokens,
      CostSource source,
      @Nullable String price) {
    public static final Spent NOTHING = new Spent(Cost.NOTHING, 0, TokenUsage.NONE, Duration.ZERO);

    /** As a CLI tells it: all there is to know when it names its cost. */
    public Spent(Cost cost, int turns, TokenUsage tokens, Duration elapsed) {
      this(cost, turns, tokens, elapsed, cost.isKnown());
    }

    /** As a CLI tells it that may know of its tokens and of no dollars. */
    public Spent(Cost cost, int turns, TokenUsage tokens, Duration elapsed, boolean allTokens) {
      this(cost, turns, tokens, elapsed, allTokens, source(cost, tokens), null);
    }

    private static CostSource source(Cost cost, TokenUsage tokens) {
      boolean nothing = cost.equals(Cost.NOTHING) && tokens.equals(TokenUsage.NONE);
      return nothing ? CostSource.NONE : cost.isKnown() ? CostSource.CLI : CostSource.UNKNOWN;
    }

    /**
     * Whether the tokens and turns are all that it took: where nobody told a cost or a token, no.
     */
    public boolean isCounted() {
      return allTokens && (cost.isKnown() || !tokens.equals(TokenUsage.NONE));
    }

    public Spent withCost(Cost changed) {
      CostSource by = changed.isKnown() != cost.isKnown() ? source(changed, tokens) : source;
      return new Spent(changed, turns, tokens, elapsed, allTokens, by, price);
    }

    public Spent withElapsed(Duration changed) {
      return new Spent(cost, turns, tokens, changed, allTokens, source, price);
    }

    /** The same, said by somebody else. */
    public Spent from(CostSource said, @Nullable String by) {
      return new Spent(cost, turns, tokens, elapsed, allTokens, said, by);
    }

    /** Of two parts of one attempt; the time is the later one's. */
    Spent after(Spent earlier) {
      String known = price == null ? earlier.price : price;
      return new Spent(
          earlier.cost.plus(cost),
          earlier.turns + turns,
          earlier.tokens.plus(tokens),
          elapsed,
          earlier.allTokens && allTokens,
          source.and(earlier.source),
          known);
    }
  }

  /**
   * How the agent's process ended.
   *
   * @param code null when it is not known
   * @param stderr the last of its standard error; null when there was none
   */
  public record Exit(@Nullable Integer code, @Nullable String stderr) {}

  /**
   * What the CLI says it was started with; names as it writes them.
   *
   * @param mcpServers with their state, as in {@code github (connected)}
   * @param memory files of instructions that it reads by itself
   */
  public record Given(
      List<String> mcpServers,
      List<String> plugins,
      List<String> agents,
      List<String> skills,
      List<String> memory) {
    public static final Given NOTHING =
        new Given(List.of(), List.of(), List.of(), List.of(), List.of());

    public Given {
      mcpServers = List.copyOf(mcpServers);
      plugins = List.copyOf(plugins);
      agents = List.copyOf(agents);
      skills = List.copyOf(skills);
      memory = List.copyOf(memory);
    }
  }

  /**
   * A tool that was denied.
   *
   * @param wanted what it was to do, in one line; may be empty
   * @param advice what would have allowed it, such as {@code allowed_tools = ["Bash(curl:*)"]};
   *     empty when nothing would
   */
  public record Denial(String tool, String wanted, String advice) {}

  /** Of an attempt in which no agent said anything. */
  public static AgentReport silent(Outcome ending) {
    return new AgentReport(
        "",
        ending,
        Spent.NOTHING,
        null,
        null,
        null,
        List.of(),
        List.of(),
        Given.NOTHING,
        List.of(),
        null);
  }

  /** With the turns and tokens of an earlier report of the same turn, and what it told. */
  public AgentReport together(AgentReport earlier) {
    Spent all =
        new Spent(
            spent.cost,
            spent.turns + earlier.spent.turns,
            spent.tokens.plus(earlier.spent.tokens),
            spent.elapsed,
            spent.allTokens && earlier.spent.allTokens,
            spent.source,
            spent.price);
    return after(earlier).withSpent(all);
  }

  /**
   * Of one turn in which the agent answered twice, since it was told something meanwhile: both
   * answers, and the failure when one of them failed.
   */
  public AgentReport behind(AgentReport earlier) {
    AgentReport all = together(earlier);
    String both =
        earlier.output.isBlank() || output.isBlank()
            ? earlier.output + output
            : earlier.output + "\n\n" + output;
    return new AgentReport(
        both,
        earlier.ending.success() ? ending : earlier.ending,
        all.spent,
        model,
        conversation,
        structuredOutput == null ? earlier.structuredOutput : structuredOutput,
        joined(earlier.permissionDenials, permissionDenials),
        all.denials,
        all.given,
        all.notices,
        exit);
  }

  /** Of two turns of one attempt: the later one's, with everything that was denied or noticed. */
  AgentReport after(AgentReport earlier) {
    return changed(
        spent,
        joined(earlier.denials, denials),
        given.equals(Given.NOTHING) ? earlier.given : given,
        joined(earlier.notices, notices));
  }

  public AgentReport withSpent(Spent changed) {
    return changed(changed, denials, given, notices);
  }

  public AgentReport withGiven(Given changed) {
    return changed(spent, denials, changed, notices);
  }

  /** With one more sentence; one that is there already is not said twice. */
  public AgentReport noticing(String sentence) {
    return changed(spent, denials, given, joined(notices, List.of(sentence)));
  }

  private AgentReport changed(
      Spent newSpent, List<Denial> newDenials, Given newGiven, List<String> newNotices) {
    return new AgentReport(
        output,
        ending,
        newSpent,
        model,
        conversation,
        structuredOutput,
        permissionDenials,
        newDenials,
        newGiven,
        newNotices,
        exit);
  }

  static <T> List<T> joined(List<T> earlier, List<T> later) {
    List<T> all = new ArrayList<>(earlier);
    all.addAll(later);
    return all;
  }
}
