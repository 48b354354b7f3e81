package dev.agentpool.doctor;

import dev.agentpool.catalog.Catalog;
import dev.agentpool.node.parts.AgentVariables;
import dev.agentpool.price.Prices;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.session.Capabilities;
import dev.agentpool.session.Detection;
import dev.agentpool.session.LogIn;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Which agent CLIs there are on this machine, and what each can be asked for. Thread-safe. */
public final class Inventory {
  private static final String ANY_ACP = "acp";
  private final Map<String, AgentProvider> providers;
  private final AgentVariables variables;
  private final Models models;

  /**
   * @param prices what tokens cost, as it is known at each question
   * @param catalog the lists of models, as they are at each question
   */
  public Inventory(
      Map<String, AgentProvider> providers,
      AgentVariables variables,
      Supplier<Prices> prices,
      Supplier<Catalog> catalog) {
    this.providers = Map.copyOf(providers);
    this.variables = variables;
    this.models = new Models(providers.keySet(), prices, catalog);
  }

  /**
   * An agent CLI as it is here.
   *
   * @param logIn whether it is logged in, where that shows
   * @param objections why tasks with the settings that hold here are refused with it; empty when
   *     they are not
   */
  public record Entry(
      String name,
      Detection detection,
      LogIn logIn,
      Capabilities capabilities,
      List<String> objections) {
    public Entry {
      objections = List.copyOf(objections);
    }
  }

  public Models models() {
    return models;
  }

  /**
   * Looks at all of them at once, in at most some seconds.
   *
   * @param settings that hold where one asks
   */
  public List<Entry> look(Settings settings, Path directory) throws InterruptedException {
    Map<String, AgentProvider> named = new TreeMap<>(providers);
    AgentProvider anyAcp = named.remove(ANY_ACP);
    if (anyAcp != null) {
      settings.find(SettingKeys.VENDOR).orElse(Map.of()).keySet().stream()
          .filter(name -> name.startsWith(ANY_ACP + ":"))
          .forEach(name -> named.put(name, anyAcp));
    }
    List<Entry> entries = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Entry>> looks =
          named.entrySet().stream()
              .map(one ->
                  threads.submit(() -> entry(one.getKey(), one.getValue(), settings, directory)))
              .toList();
      for (Future<Entry> look : looks) {
        entries.add(look.get());
      }
    } catch (ExecutionException broken) {
      throw new IllegalStateException("a provider cannot be looked at", broken.getCause());
    }
    return entries;
  }

  private Entry entry(String name, AgentProvider provider, Settings all, Path directory) {
    // a command that is set is one provider's; the others are looked for where they usually are
    boolean usual = all.get(SettingKeys.PROVIDER).equals(name);
    Settings settings =
        (usual ? all : all.with(SettingKeys.COMMAND, null)).with(SettingKeys.PROVIDER, name);
    SessionSpec spec =
        new SessionSpec(
            settings, directory, variables.of(settings), false, null, null, ToolDesk.NONE);
    return new Entry(
        name,
        provider.detect(spec),
        provider.logIn(spec),
        provider.capabilities(),
        provider.objections(settings));
  }
}
