package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.Candidates;
import dev.agentpool.answer.UsageSnapshots;
import dev.agentpool.answer.UsageSummary;
import dev.agentpool.capacity.Backend;
import dev.agentpool.capacity.Capacity;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Refused;
import dev.agentpool.request.AgentFilter;
import dev.agentpool.request.CandidatesRequest;
import dev.agentpool.request.UsageRequest;
import dev.agentpool.settings.Settings;
import dev.agentpool.usage.ProviderIds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What providers have left (spec control-plane 16). */
public final class UsageRows {
  private static final Duration USUAL = Duration.ofMinutes(1);

  public static final Operation<AgentFilter, UsageSnapshots> LIST =
      named("usage.list", "What is remembered of what providers have left")
          .takes(AgentFilter.class)
          .gives(UsageSnapshots.class)
          .at(Route.get("/v1/usage").fails(400, 404))
          .does((asking, filter) ->
              snapshots(
                  asking.house().capacity().remembered(known(asking, filter.providerId())),
                  Backend.COMBINED));

  public static final Operation<UsageRequest, UsageSnapshots> READ =
      named("usage.read", "What providers have left, asked of them now where that is wanted")
          .takes(UsageRequest.class)
          .gives(UsageSnapshots.class)
          .at(Route.post("/v1/usage").fails(400, 404))
          .does((asking, asked) -> snapshots(read(asking, asked), Backend.of(asked.backend())));

  public static final Operation<UsageRequest, UsageSummary> SUMMARY =
      named("usage.summary", "Which providers can be given work, and when the others can")
          .takes(UsageRequest.class)
          .gives(UsageSummary.class)
          .at(Route.post("/v1/usage/summary").fails(400, 404))
          .does(UsageRows::summary);

  public static final Operation<CandidatesRequest, Candidates> CANDIDATES =
      named("usage.candidates", "Which providers fit what is wanted, and why the others do not")
          .takes(CandidatesRequest.class)
          .gives(Candidates.class)
          .at(Route.post("/v1/usage/candidates"))
          .does(CandidateChoice::of);

  private UsageRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(LIST, READ, SUMMARY, CANDIDATES);
  }

  /** The setting's name of a provider; refused for one that there is not. */
  private static Optional<String> known(Asking asking, Optional<String> id) {
    return id.map(said -> {
      String provider = ProviderIds.provider(said);
      if (asking.house().capacity().providers().contains(provider)
          || provider.startsWith("acp:") && provider.length() > 4) {
        return provider;
      }
      throw Refused.notFound("provider", said);
    });
  }

  static Capacity.Question question(Asking asking, UsageRequest asked) {
    Optional<PoolConfig> pool = asking.namedStanding();
    return new Capacity.Question(
        known(asking, asked.providerId()),
        Backend.of(asked.backend()),
        asked.timeout().orElse(USUAL),
        pool.map(config -> config.project().over(config.user())).orElse(Settings.EMPTY),
        pool.map(PoolConfig::directory).orElseGet(() -> Path.of(System.getProperty("user.home"))));
  }

  private static Capacity.Snapshots read(Asking asking, UsageRequest asked)
      throws InterruptedException {
    Capacity capacity = asking.house().capacity();
    Capacity.Question question = question(asking, asked);
    return asked.refresh() ? capacity.asked(question) : capacity.fresh(question);
  }

  private static UsageSnapshots snapshots(Capacity.Snapshots told, Backend backend) {
    return new UsageSnapshots(
        told.usages().stream().map(UsageShown::snapshot).toList(),
        source(told),
        told.live() ? Optional.of(backend.wireName()) : Optional.empty(),
        told.live() ? Optional.of(told.partial()) : Optional.empty());
  }

  static String source(Capacity.Snapshots told) {
    return told.live() ? "live_probe" : "sqlite_cache";
  }

  private static UsageSummary summary(Asking asking, UsageRequest asked)
      throws InterruptedException {
    try (LookAround look = asked.refresh() ? LookAround.begun(asking, asked) : LookAround.none()) {
      Capacity.Snapshots told = read(asking, asked);
      return new SummaryOf(asking.house(), told, asked, look).summary();
    }
  }
}
