package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.Provider;
import dev.agentpool.answer.ProviderList;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.doctor.Inventory;
import dev.agentpool.request.Nothing;
import dev.agentpool.session.Capabilities;
import dev.agentpool.settings.Settings;
import java.nio.file.Path;
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

  private ProviderRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(LIST);
  }

  private static ProviderList list(Asking asking) throws InterruptedException {
    Optional<PoolConfig> pool = asking.namedStanding();
    Settings settings =
        pool.map(config -> config.project().over(config.user())).orElse(Settings.EMPTY);
    Path directory =
        pool.map(PoolConfig::directory).orElseGet(() -> Path.of(System.getProperty("user.home")));
    return new ProviderList(
        asking.house().inventory().look(settings, directory).stream()
            .map(ProviderRows::told)
            .toList());
  }

  private static Provider told(Inventory.Entry entry) {
    Capabilities can = entry.capabilities();
    Map<String, String> access = new TreeMap<>();
    can.access().forEach((one, held) -> access.put(one.wireName(), held));
    return new Provider(
        entry.name(),
        entry.detection().usable(),
        Optional.ofNullable(entry.detection().version()),
        Optional.ofNullable(entry.detection().path()),
        entry.detection().advice(),
        can.protocol(),
        access,
        can.resumes(),
        can.steers(),
        can.asks(),
        can.spending().name().toLowerCase(Locale.ROOT),
        can.schema(),
        can.sandbox(),
        entry.objections());
  }
}
