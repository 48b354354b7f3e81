package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.Hold;
import dev.agentpool.answer.Holds;
import dev.agentpool.answer.Provider;
import dev.agentpool.answer.ProviderList;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.doctor.Inventory;
import dev.agentpool.engine.Refused;
import dev.agentpool.node.Node;
import dev.agentpool.node.pause.ProviderPauses;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.request.HoldRequest;
import dev.agentpool.request.Nothing;
import dev.agentpool.session.Capabilities;
import dev.agentpool.settings.Settings;
import dev.agentpool.usage.ProviderIds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The agent CLIs of this machine. */
public final class ProviderRows {
  public static final Operation<Nothing, ProviderList> LIST =
      named("provider.list", "The agent CLIs there are, and what each can be asked for")
          .takes(Nothing.class)
          .gives(ProviderList.class)
          .at(Route.get("/v1/providers"))
          .does((asking, _) -> list(asking));

  public static final Operation<HoldRequest, Holds> HOLD =
      named("provider.hold", "Lets providers start nothing, in all pools, until that is taken back")
          .takes(HoldRequest.class)
          .gives(Holds.class)
          .at(Route.post("/v1/providers/hold").fails(400, 403, 404, 409))
          .does(ProviderRows::hold);

  public static final Operation<HoldRequest, Holds> UNHOLD =
      named("provider.unhold", "Lets held providers start tasks again")
          .takes(HoldRequest.class)
          .gives(Holds.class)
          .at(Route.post("/v1/providers/unhold").fails(400, 403))
          .does(ProviderRows::unhold);

  private ProviderRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(LIST, HOLD, UNHOLD);
  }

  private static Holds hold(Asking asking, HoldRequest asked) {
    Guests.mayNot(asking, "to hold a provider back");
    Node node = asking.node();
    PoolId keeper = keeper(asking);
    List<Hold> made = new ArrayList<>();
    for (String provider : meant(node, asked)) {
      boolean isNew = node.holds().stream().noneMatch(held -> held.provider().equals(provider));
      ProviderPauses.Hold hold =
          node.hold(
              new ProviderPauses.Hold(
                  provider, keeper, asked.by().orElse("a person"), asking.ledger().now()));
      if (isNew) {
        made.add(Standing.held(hold));
      }
    }
    return new Holds(Standing.held(node), made);
  }

  /** Any pool's notes keep it: it holds for all. */
  private static PoolId keeper(Asking asking) {
    return asking
        .namedStanding()
        .map(PoolConfig::id)
        .or(() -> asking.ledger().pools().stream().map(PoolRecord::id).findFirst())
        .orElseThrow(() -> Refused.invalid("there is no pool yet whose work could be held"));
  }

  private static List<String> meant(Node node, HoldRequest asked) {
    if (asked.all()) {
      return List.of(ProviderPauses.Hold.EVERY);
    }
    if (asked.provider().isPresent()) {
      return List.of(known(node, ProviderIds.provider(asked.provider().get())));
    }
    List<String> paused =
        node.pauses().stream()
            .map(ProviderPauses.Pause::provider)
            .filter(name -> !name.isEmpty())
            .distinct()
            .toList();
    if (paused.isEmpty()) {
      throw Refused.invalid(
          "no provider stands still now: name the one to hold, or hold all of them");
    }
    return paused;
  }

  private static String known(Node node, String name) {
    if (node.provider(name) == null) {
      throw new Refused(
          Refused.Kind.NOT_FOUND,
          "provider_not_found",
          "there is no provider '" + name + "' in this agentpool; agentpool providers lists them");
    }
    return name;
  }

  private static Holds unhold(Asking asking, HoldRequest asked) {
    Guests.mayNot(asking, "to let a provider go on");
    Node node = asking.node();
    List<Hold> ended =
        node.holds().stream()
            .map(ProviderPauses.Hold::provider)
            .filter(name ->
                asked.provider().isEmpty()
                    || ProviderIds.provider(asked.provider().get()).equals(name))
            .flatMap(name -> node.release(name).stream())
            .map(Standing::held)
            .toList();
    return new Holds(Standing.held(node), ended);
  }

  private static ProviderList list(Asking asking) throws InterruptedException {
    Optional<PoolConfig> pool = asking.namedStanding();
    Settings settings =
        pool.map(config -> config.project().over(config.user())).orElse(Settings.EMPTY);
    Path directory =
        pool.map(PoolConfig::directory).orElseGet(() -> Path.of(System.getProperty("user.home")));
    return new ProviderList(
        asking.house().inventory().look(settings, directory).stream()
            .map(entry -> told(entry, asking, pool.map(PoolConfig::id)))
            .toList());
  }

  private static Provider told(Inventory.Entry entry, Asking asking, Optional<PoolId> pool) {
    Node node = asking.node();
    Capabilities can = entry.capabilities();
    Map<String, String> access = new TreeMap<>();
    can.access().forEach((one, held) -> access.put(one.wireName(), held));
    return new Provider(
        entry.name(),
        entry.detection().usable(),
        Optional.ofNullable(entry.detection().version()),
        Optional.ofNullable(entry.detection().path()),
        entry.detection().advice(),
        entry.logIn().state().name().toLowerCase(Locale.ROOT),
        entry.logIn().seen(),
        can.protocol(),
        access,
        can.resumes(),
        can.steers(),
        can.asks(),
        can.spending().name().toLowerCase(Locale.ROOT),
        asking.house().inventory().models().isPriceKnown(can, ModelRows.configured(asking)),
        can.schema(),
        can.sandbox(),
        entry.objections(),
        pool.stream()
            .flatMap(id -> Standing.paused(node, id).stream())
            .filter(pause -> pause.provider().equals(entry.name()))
            .findFirst(),
        node.heldBy(entry.name()).map(Standing::held));
  }
}
