package dev.agentpool.rest;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.node.AgentVariables;
import dev.agentpool.node.GiftViews;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.wire.Shapes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * What only a person on this machine can say for their agents: whether what a project's own files
 * run is trusted, and with which environment they work.
 */
final class TrustRoutes implements RouteGroup {
  private final Api api;

  TrustRoutes(Api api) {
    this.api = api;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
                "/v1/trust",
                "What a project's own files run, and whether it is trusted",
                call -> call.answer(trust(call.pool())))
            .gives("Trust")
            .fails(400),
        Endpoint.post("/v1/trust", "Trusts that content, and no other", this::give)
            .takes("TrustRequest")
            .gives("Trust")
            .fails(400, 409),
        Endpoint.delete("/v1/trust", "Takes the trust back", this::revoke)
            .gives("Trust")
            .fails(400),
        Endpoint.get(
                "/v1/environment",
                "Which variables agents are given of a person's environment",
                this::environment)
            .gives("Environment")
            .fails(400),
        Endpoint.post(
                "/v1/environment",
                "Compares a person's environment with what agents are given, or renews that",
                this::renew)
            .takes("EnvironmentRequest")
            .gives("EnvironmentDifferences")
            .fails(400));
  }

  @Override
  public String shapes() {
    return """
    Trust:
      dir: text
      commands: [text] # what the project's own files run, a line each
      content: text|null # the hash of these files, which is what is trusted
      trusted: boolean # as the files are now
      changed: boolean # whether another content was trusted
    TrustRequest!:
      content: text # the hash that was looked at
      dir?: text
    Environment:
      patterns: [text] # names that agents may be given, with a star for any rest
      names: [text] # those they are given now
    EnvironmentRequest!:
      variables: {text} # by name; those that no pattern names are left out
      apply?: boolean # whether agents get them from now on; else they are compared only
      whole?: boolean # whether variables that are not in it go; true when it is left out
      forget?: [text] # names that agents are not given any more
      dir?: text # whose inherit.environment counts
    EnvironmentDifferences:
      changed: [text] # names whose values differ
      missing: [text] # names that agents are not given yet
      gone: [text] # names that agents are given and the caller has not
    """;
  }

  private ObjectNode trust(PoolConfig pool) {
    GiftViews.Trust trust = api.node().gifts().trust(pool);
    ObjectNode answer = Shapes.object().put("dir", pool.directory().toString());
    answer.set("commands", Shapes.texts(trust.commands().described()));
    answer.put("content", trust.commands().isEmpty() ? null : trust.commands().hash());
    return answer.put("trusted", trust.trusted()).put("changed", trust.changed());
  }

  private void give(Call call) {
    PoolConfig pool = call.pool();
    String hash = call.body().text("content");
    call.nothingElse();
    if (!api.node().gifts().trust(pool, hash)) {
      String objection = api.node().gifts().objection(pool);
      throw new Problem(
          409,
          "content_changed",
          objection.isEmpty()
              ? "the project's files are not what was looked at: look at them again and trust that"
              : objection
                  + ", so nobody could tell when it changes: agents go without what the project's"
                  + " files run until that can be read");
    }
    call.answer(trust(pool));
  }

  private void revoke(Call call) {
    PoolConfig pool = call.pool();
    api.node().gifts().revoke(pool);
    call.answer(trust(pool));
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

  private void environment(Call call) {
    Settings settings = widest(call.pool());
    AgentVariables variables = api.node().variables();
    ObjectNode answer = Shapes.object();
    answer.set("patterns", Shapes.texts(variables.patterns(settings, Set.of())));
    answer.set("names", Shapes.texts(variables.names(settings)));
    call.answer(answer);
  }

  private void renew(Call call) {
    Settings settings = call.namedPool().map(TrustRoutes::widest).orElse(Settings.EMPTY);
    Body body = call.body();
    Map<String, String> theirs = body.textTable("variables");
    boolean apply = body.flag("apply", false);
    boolean whole = body.flag("whole", true);
    List<String> forgotten = body.texts("forget");
    call.nothingElse();
    AgentVariables variables = api.node().variables();
    AgentVariables.Differences differences =
        apply
            ? variables.renew(settings, theirs, whole, forgotten)
            : variables.compare(settings, theirs);
    ObjectNode answer = Shapes.object();
    answer.set("changed", Shapes.texts(differences.changed()));
    answer.set("missing", Shapes.texts(differences.missing()));
    answer.set("gone", Shapes.texts(differences.gone()));
    call.answer(answer);
  }
}
