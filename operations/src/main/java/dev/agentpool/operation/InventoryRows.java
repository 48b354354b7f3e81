package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.AgentDescriptors;
import dev.agentpool.answer.AgentModelList;
import dev.agentpool.answer.AgentRuntime;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.doctor.Inventory;
import dev.agentpool.engine.Refused;
import dev.agentpool.request.AgentFilter;
import dev.agentpool.request.InventoryRequest;
import dev.agentpool.settings.Settings;
import dev.agentpool.usage.ProviderIds;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The agent CLIs as the control plane tells them (spec control-plane 7.2, 17). */
public final class InventoryRows {
  public static final Operation<InventoryRequest, AgentDescriptors> GET =
      named("inventory.get", "The agent CLIs there are, in the words of the control plane")
          .takes(InventoryRequest.class)
          .gives(AgentDescriptors.class)
          .at(Route.get("/v1/inventory"))
          .does(InventoryRows::get);

  public static final Operation<AgentFilter, AgentModelList> MODELS =
      named("inventory.models", "The models of agent CLIs, and how each is told which to use")
          .takes(AgentFilter.class)
          .gives(AgentModelList.class)
          .at(Route.get("/v1/inventory/models").fails(400, 404))
          .does(InventoryRows::models);

  private InventoryRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(GET, MODELS);
  }

  private static AgentDescriptors get(Asking asking, InventoryRequest request)
      throws InterruptedException {
    String now = asking.ledger().now().toString();
    Optional<String> configured = Optional.ofNullable(ModelRows.configured(asking));
    return new AgentDescriptors(
        look(asking).stream()
            .map(entry ->
                AgentWords.descriptor(
                    entry,
                    asking.house().inventory().models().of(entry.name(), configured.orElse(null)),
                    Optional.empty(),
                    now))
            .toList(),
        List.of(new AgentRuntime("protocol", true, true, true, Optional.empty())),
        now);
  }

  private static AgentModelList models(Asking asking, AgentFilter filter)
      throws InterruptedException {
    Optional<String> wanted = filter.providerId().map(ProviderIds::provider);
    Optional<String> configured = Optional.ofNullable(ModelRows.configured(asking));
    List<Inventory.Entry> meant =
        look(asking).stream()
            .filter(entry -> wanted.isEmpty() || wanted.get().equals(entry.name()))
            .toList();
    if (meant.isEmpty() && wanted.isPresent()) {
      throw Refused.notFound("provider", filter.providerId().orElseThrow());
    }
    return new AgentModelList(
        meant.stream()
            .map(entry ->
                AgentWords.models(
                    entry,
                    asking.house().inventory().models(),
                    asking.house().inventory().models().of(entry.name(), configured.orElse(null)),
                    configured))
            .toList());
  }

  /** All of them, with the settings that hold where one asks. */
  static List<Inventory.Entry> look(Asking asking) throws InterruptedException {
    Optional<PoolConfig> pool = asking.namedStanding();
    Settings settings =
        pool.map(config -> config.project().over(config.user())).orElse(Settings.EMPTY);
    Path directory =
        pool.map(PoolConfig::directory).orElseGet(() -> Path.of(System.getProperty("user.home")));
    return asking.house().inventory().look(settings, directory);
  }
}
