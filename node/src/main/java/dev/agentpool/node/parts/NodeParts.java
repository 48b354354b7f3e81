package dev.agentpool.node.parts;

import dev.agentpool.activity.ActivityLog;
import dev.agentpool.config.Home;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.keep.KeptTexts;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.node.pause.ProviderPauses;
import dev.agentpool.node.persona.Personas;
import dev.agentpool.node.session.SessionFolders;
import dev.agentpool.node.token.SlotTokens;
import dev.agentpool.price.Prices;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.time.AwakeTime;
import dev.agentpool.workspace.Workspaces;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a node is made of.
 *
 * @param id stable over restarts of the same daemon, so that it finds its own attempts again
 * @param providers by name
 * @param variables what agent processes are given of a person's environment; pools add to it
 * @param awake what the work of agents is timed by
 * @param walls whether walls can be put around sessions here
 * @param prices what tokens cost, as it is known at each question
 * @param personas who does tasks that are somebody's in particular
 */
public record NodeParts(
    String id,
    Home home,
    Ledger ledger,
    JournalFeed feed,
    Map<String, AgentProvider> providers,
    Workspaces workspaces,
    ActivityLog activity,
    ProviderPauses pauses,
    AgentVariables variables,
    AwakeTime awake,
    Timings timings,
    WallsHere walls,
    Supplier<Prices> prices,
    Personas personas) {
  public NodeParts {
    providers = Map.copyOf(providers);
  }

  /** Of a node that puts up no walls, and knows the prices that come with agentpool. */
  public NodeParts(
      String id,
      Home home,
      Ledger ledger,
      JournalFeed feed,
      Map<String, AgentProvider> providers,
      Workspaces workspaces,
      ActivityLog activity,
      ProviderPauses pauses,
      AgentVariables agentEnvironment,
      AwakeTime awake,
      Timings timings) {
    this(
        id,
        home,
        ledger,
        feed,
        providers,
        workspaces,
        activity,
        pauses,
        agentEnvironment,
        awake,
        timings,
        WallsHere.none(),
        Prices::shipped,
        Personas.none());
  }

  public SessionFolders sessionFolders() {
    return new SessionFolders(home.sessions());
  }

  /** What agents say goes through it before it is kept. */
  public KeptTexts kept() {
    return activity.kept();
  }

  public SlotTokens slotTokens() {
    return new SlotTokens(home);
  }

  /**
   * The provider of that name, or of that kind, as {@code acp} for {@code acp:NAME}; null when
   * there is none.
   */
  public @Nullable AgentProvider provider(String name) {
    AgentProvider named = providers.get(name);
    return named != null ? named : providers.get(name.split(":", 2)[0]);
  }

  /**
   * How patient a node is.
   *
   * @param lease how long a claim is good without renewal
   * @param interruptPatience between a protocol interrupt and the end of the process
   * @param endPatience between SIGTERM and SIGKILL
   * @param resetPatience for a confirmed reset
   * @param ledgerRetry between tries while the ledger cannot write, at least 5 s outside tests
   */
  public record Timings(
      Duration lease,
      Duration interruptPatience,
      Duration endPatience,
      Duration resetPatience,
      Duration ledgerRetry) {
    public static final Timings STANDARD =
        new Timings(
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofSeconds(3),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));
  }
}
