package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.Stats;
import dev.agentpool.answer.StatsCard;
import dev.agentpool.engine.Refused;
import dev.agentpool.pool.PoolId;
import dev.agentpool.request.CardRequest;
import dev.agentpool.request.StatsRequest;
import dev.agentpool.stats.Statistics;
import dev.agentpool.usage.ProviderIds;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was done in a time (spec control-plane 21). */
public final class StatsRows {
  private static final String USUAL = "7d";
  private static final String POOL = "pool";

  public static final Operation<StatsRequest, Stats> GET =
      named("stats.get", "What was done in a time: sessions, tokens, money, days")
          .takes(StatsRequest.class)
          .gives(Stats.class)
          .at(Route.get("/v1/stats").fails(400, 404))
          .does(
              ControlWords.told((asking, asked) -> {
                Set<String> sections = sections(asked.sections());
                Optional<String> coordinator = coordinator(asking, asked.scope());
                return StatsShown.of(
                    figures(asking, asked, coordinator),
                    asked.providerId(),
                    coordinator.isPresent() ? "mine" : isOfPool(asked.scope()) ? POOL : "all",
                    coordinator,
                    sections);
              }));

  public static final Operation<CardRequest, StatsCard> CARD =
      named("stats.card", "Draws what was done in a time as a picture, without private words")
          .takes(CardRequest.class)
          .gives(StatsCard.class)
          .at(Route.post("/v1/stats/card").fails(400, 403, 404, 503))
          .does(ControlWords.told(StatsPicture::made));

  private StatsRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(GET, CARD);
  }

  /** Whose sessions alone are meant; empty for everybody's. */
  static Optional<String> coordinator(Asking asking, Optional<String> scope) {
    return scope.filter("mine"::equals).flatMap(_ -> asking.coordinator());
  }

  /** Whether those of the pool that is meant are asked for alone. */
  private static boolean isOfPool(Optional<String> scope) {
    return scope.equals(Optional.of(POOL));
  }

  static Statistics figures(Asking asking, StatsRequest asked, Optional<String> coordinator) {
    House house = asking.house();
    @Nullable String provider = asked.providerId().map(said -> known(house, said)).orElse(null);
    boolean ofAll = asking.reachesAllPools() && !isOfPool(asked.scope());
    @Nullable PoolId pool = ofAll ? null : asking.standing().id();
    return new dev.agentpool.stats.Stats(house.ledger(), house.engine().sessions(), house.home())
        .of(
            new dev.agentpool.stats.Stats.Question(
                asked.window().orElse(USUAL),
                pool,
                provider,
                coordinator.orElse(null),
                zone(asked.zone())),
            house.capacity().policy());
  }

  /** As the control plane calls it. */
  private static String known(House house, String said) {
    String provider = ProviderIds.provider(said.strip());
    if (house.capacity().providers().contains(provider)
        || provider.startsWith("acp:") && provider.length() > 4) {
      return ProviderIds.id(provider);
    }
    throw Refused.notFound("provider", said);
  }

  private static ZoneId zone(Optional<String> said) {
    try {
      return said.map(ZoneId::of).orElseGet(ZoneId::systemDefault);
    } catch (DateTimeException unknown) {
      throw Refused.invalid(
          "'zone' must be a zone of time such as Europe/Paris or UTC, not " + said.orElse(""));
    }
  }

  private static Set<String> sections(List<String> asked) {
    Set<String> sections = new LinkedHashSet<>();
    for (String names : asked) {
      for (String name : names.split(",")) {
        if (!StatsShown.SECTIONS.contains(name.strip())) {
          throw new Refused(
              Refused.Kind.INVALID,
              "invalid",
              "there is no section '"
                  + name
                  + "'; there are "
                  + String.join(", ", StatsShown.SECTIONS),
              Map.of("sections", StatsShown.SECTIONS));
        }
        sections.add(name.strip());
      }
    }
    return sections.isEmpty() ? Set.copyOf(StatsShown.SECTIONS) : sections;
  }
}
