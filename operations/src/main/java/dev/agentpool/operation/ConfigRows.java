package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.Config;
import dev.agentpool.answer.FileProblem;
import dev.agentpool.answer.Setting;
import dev.agentpool.answer.SlotGifts;
import dev.agentpool.answer.Validation;
import dev.agentpool.config.ConfigProblem;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Refused;
import dev.agentpool.node.launch.GiftViews;
import dev.agentpool.request.Nothing;
import dev.agentpool.settings.SettingKey;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.wire.ShownSettings;
import java.util.List;
import java.util.Optional;

/** What a pool's files say (docs/configuration.md). */
final class ConfigRows {
  public static final Operation<Nothing, Config> GET =
      named("config.get", "A pool's settings and where each comes from")
          .takes(Nothing.class)
          .gives(Config.class)
          .at(Route.get("/v1/config"))
          .does((asking, _) -> config(asking.pool(), asking.node().gifts()));

  public static final Operation<Nothing, Validation> VALIDATE =
      named("config.validate", "What is wrong with a project's files")
          .takes(Nothing.class)
          .gives(Validation.class)
          .at(Route.get("/v1/config/validate"))
          .does((asking, _) -> validate(asking));

  private ConfigRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(GET, VALIDATE);
  }

  private static Config config(PoolConfig pool, GiftViews gifts) {
    Settings all = pool.project().over(pool.user());
    GiftViews.Trust trust = gifts.trust(pool);
    return new Config(
        SettingKeys.all().stream().<Setting>map(key -> setting(key, pool, all)).toList(),
        gifts.of(pool).stream().map(ConfigRows::gifts).toList(),
        trust.commands().described(),
        trust.trusted());
  }

  private static Setting setting(SettingKey<?> key, PoolConfig pool, Settings all) {
    boolean builtIn = all.find(key).isEmpty();
    Object value = (builtIn ? builtIn(key) : all).plain().get(key.name());
    return new Setting(
        key.name(),
        Optional.ofNullable(value).map(plain -> ShownSettings.value(key.name(), plain)),
        builtIn
            ? Setting.Origin.BUILT_IN
            : pool.project().find(key).isPresent() ? Setting.Origin.PROJECT : Setting.Origin.USER,
        key.meaning());
  }

  private static <T> Settings builtIn(SettingKey<T> key) {
    return Settings.EMPTY.with(key, key.builtIn().orElse(null));
  }

  private static SlotGifts gifts(GiftViews.OfSlots each) {
    return new SlotGifts(
        List.copyOf(each.slots()),
        List.copyOf(each.gifts().mcpServers()),
        List.copyOf(each.gifts().plugins()),
        List.copyOf(each.gifts().settings()),
        List.copyOf(each.gifts().texts()),
        List.copyOf(each.gifts().environment()),
        List.copyOf(each.gifts().withheld()),
        each.walls());
  }

  private static Validation validate(Asking asking) {
    String directory =
        asking
            .directory()
            .orElseThrow(() -> Refused.invalid("'dir' is missing: the project's directory"));
    List<ConfigProblem> problems = asking.house().projects().problems(directory);
    return new Validation(
        problems.isEmpty(),
        problems.stream()
            .map(problem ->
                new FileProblem(
                    problem.file(), problem.line(), problem.column(), problem.message()))
            .toList());
  }
}
