package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.Environment;
import dev.agentpool.answer.EnvironmentDifferences;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.node.parts.AgentVariables;
import dev.agentpool.request.EnvironmentRequest;
import dev.agentpool.request.Nothing;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** With which of a person's variables agents work: only a person on this machine can say so. */
final class EnvironmentRows {
  private static final String PATH = "/v1/environment";

  public static final Operation<Nothing, Environment> GET =
      named("environment.get", "Which variables agents are given of a person's environment")
          .takes(Nothing.class)
          .gives(Environment.class)
          .at(Route.get(PATH))
          .does((asking, _) -> {
            Settings settings = widest(asking.pool());
            AgentVariables variables = asking.node().variables();
            return new Environment(
                List.copyOf(variables.patterns(settings, Set.of())),
                List.copyOf(variables.names(settings)));
          });

  public static final Operation<EnvironmentRequest, EnvironmentDifferences> RENEW =
      named(
              "environment.renew",
              "Compares a person's environment with what agents are given, or renews that")
          .takes(EnvironmentRequest.class)
          .gives(EnvironmentDifferences.class)
          .at(Route.post(PATH))
          .does(EnvironmentRows::renew);

  private EnvironmentRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(GET, RENEW);
  }

  private static EnvironmentDifferences renew(Asking asking, EnvironmentRequest request) {
    Settings settings = asking.namedPool().map(EnvironmentRows::widest).orElse(Settings.EMPTY);
    AgentVariables variables = asking.node().variables();
    AgentVariables.Differences differences =
        request.apply()
            ? variables.renew(
                settings, request.variables(), request.whole().orElse(true), request.forget())
            : variables.compare(settings, request.variables());
    return new EnvironmentDifferences(
        List.copyOf(differences.changed()),
        List.copyOf(differences.missing()),
        List.copyOf(differences.gone()));
  }

  /** What any of a pool's slots may be given. */
  private static Settings widest(PoolConfig pool) {
    Set<String> names = new LinkedHashSet<>();
    Settings settings = pool.project().over(pool.user());
    settings.find(SettingKeys.INHERIT_ENVIRONMENT).ifPresent(names::addAll);
    pool.slots()
        .forEach(
            slot -> slot.settings().find(SettingKeys.INHERIT_ENVIRONMENT).ifPresent(names::addAll));
    return names.isEmpty()
        ? settings
        : settings.with(SettingKeys.INHERIT_ENVIRONMENT, new ArrayList<>(names));
  }
}
