package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.AgentDescriptor;
import dev.agentpool.answer.AgentDescriptors;
import dev.agentpool.answer.AgentModelList;
import dev.agentpool.answer.AgentRuntime;
import dev.agentpool.answer.UsagePolicyShown;
import dev.agentpool.answer.UsageSnapshot;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.doctor.Inventory;
import dev.agentpool.engine.Refused;
import dev.agentpool.request.AgentFilter;
import dev.agentpool.request.InventoryRequest;
import dev.agentpool.settings.Settings;
import dev.agentpool.usage.ProviderIds;
import dev.agentpool.usage.UsagePolicy;
import dev.agentpool.usage.UsageStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    return new AgentDescriptors(
        descriptors(asking, request.includeUsage().orElse(true)),
        List.of(new AgentRuntime("protocol", true, true, true, Optional.empty())),
        GuidanceRows.preferences(asking.house()).withoutText(),
        policy(asking.house().capacity().policy()),
        asking.ledger().now().toString());
  }

  private static UsagePolicyShown policy(UsagePolicy policy) {
    return new UsagePolicyShown(
        true,
        false,
        policy.minRemainingPercent(),
        policy.staleAfter().toSeconds(),
        Optional.ofNullable(policy.autoRefreshAfter()).map(Duration::toSeconds),
        policy.blockOn().stream().map(UsageStatus::wireName).sorted().toList(),
        policy.overage().isEmpty(),
        policy.overage().stream().map(ProviderIds::id).sorted().toList(),
        policy.internalInterfaces().stream().map(ProviderIds::id).sorted().toList());
  }

  /** All of them; with what is remembered of their usage, or without. */
  static List<AgentDescriptor> descriptors(Asking asking, boolean withUsage)
      throws InterruptedException {
    String now = asking.ledger().now().toString();
    Optional<String> configured = Optional.ofNullable(ModelRows.configured(asking));
    Map<String, UsageSnapshot> usage = new HashMap<>();
    if (withUsage) {
      asking.ledger().usages().forEach(one -> usage.put(one.provider(), UsageShown.snapshot(one)));
    }
    return look(asking).stream()
        .map(entry ->
            AgentWords.descriptor(
                entry,
                asking.house().inventory().models().of(entry.name(), configured.orElse(null)),
                Optional.ofNullable(usage.get(entry.name())),
                now))
        .toList();
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
            .toList(),
        GuidanceRows.preferences(asking.house()).withoutText());
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
