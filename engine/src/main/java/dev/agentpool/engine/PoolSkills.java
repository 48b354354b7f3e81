package dev.agentpool.engine;

import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.PoolFiles;
import dev.agentpool.config.SkillPolicy;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.space.Codec;
import dev.agentpool.ledger.space.Notes;
import dev.agentpool.ledger.space.Space;
import dev.agentpool.plan.InvalidPlan;
import dev.agentpool.plan.SkillTexts;
import dev.agentpool.pool.PoolId;
import dev.agentpool.settings.InvalidSetting;
import dev.agentpool.settings.Settings;
import dev.agentpool.skill.RuntimeSkill;
import dev.agentpool.skill.RuntimeSkills;
import dev.agentpool.skill.ShellCommands;
import dev.agentpool.skill.Skill;
import dev.agentpool.skill.SkillException;
import dev.agentpool.skill.SkillOptions;
import dev.agentpool.skill.SkillPlaces;
import dev.agentpool.skill.SkillRenderer;
import dev.agentpool.skill.Skills;
import dev.agentpool.task.TaskId;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The skills of each pool (spec slot-pool 8.8); those added at run time are kept in the ledger. */
public final class PoolSkills {
  /** Those added at run time, by their names. */
  public static final Space<RuntimeSkill> SPACE =
      new Space<>(
          "skill",
          Codec.of(RuntimeSkill::text, RuntimeSkill::read),
          NoteBound.of(2 << 20, 8L << 20));

  /** What their space is called. */
  public static final String NAME = SPACE.name();

  private final Notes<RuntimeSkill> notes;
  private final Tasks tasks;
  private final Home home;
  private final Path userHome;
  private final SkillRenderer plain = new SkillRenderer();
  private final SkillRenderer withCommands;
  private final PoolFiles files;
  private final Supplier<SkillPolicy> policy;
  private final Map<PoolId, Skills> registries = new ConcurrentHashMap<>();

  /**
   * @param userHome where {@code .claude/skills} lies
   * @param commandEnvironment what commands in skills are run with, where they are allowed
   */
  public PoolSkills(
      Ledger ledger,
      Tasks tasks,
      Home home,
      Path userHome,
      Map<String, String> commandEnvironment) {
    this.withCommands = new SkillRenderer(new ShellCommands(commandEnvironment, userHome));
    this.files = new PoolFiles(home);
    this.policy = SkillPolicy.of(home);
    this.notes = SPACE.in(ledger);
    this.tasks = tasks;
    this.home = home;
    this.userHome = userHome;
  }

  /** The registry of a pool; its directories, the user's policy and trust are as they are now. */
  public Skills of(PoolConfig pool) {
    return registries.computeIfAbsent(
        pool.id(),
        id ->
            new Skills(
                SkillPlaces.standard(userHome, home.root(), pool.directory()),
                () -> options(pool),
                new Kept(id)));
  }

  private SkillOptions options(PoolConfig pool) {
    SkillPolicy now = policy.get();
    SkillOptions options = SkillOptions.DEFAULT.disabling(now.disabled());
    options = now.builtins() ? options : options.withoutBuiltins();
    return files.trusts(pool.directory()) ? options.trusting() : options;
  }

  /**
   * Commands are run for skills whose text is the user's own word, and only when the user said so.
   */
  private String render(PoolConfig pool, Skill skill, Map<String, String> arguments) {
    boolean own =
        switch (skill.source()) {
          case BUILTIN, GLOBAL -> true;
          case PROJECT -> files.trusts(pool.directory());
          case RUNTIME -> false;
        };
    boolean commands = own && policy.get().shellInserts();
    return (commands ? withCommands : plain).render(skill, arguments);
  }

  /** The prompt that a skill makes of these arguments. Throws {@link Refused}. */
  public String render(PoolConfig pool, String skill, Map<String, String> arguments) {
    try {
      return render(pool, of(pool).get(skill), arguments);
    } catch (SkillException e) {
      throw refused(e);
    }
  }

  /** Submits a skill as a task; its config lies under the given settings. */
  public TaskId submit(
      PoolConfig pool, String name, Map<String, String> arguments, TaskOptions options) {
    try {
      Skill skill = of(pool).get(name);
      String prompt = render(pool, skill, arguments);
      Settings settings = options.settings().over(settings(skill));
      return tasks.submit(pool, prompt, options.withSettings(settings));
    } catch (SkillException e) {
      throw refused(e);
    }
  }

  /** For plans: a skill's text with its arguments in it, placeholders of the plan left alone. */
  public SkillTexts texts(PoolConfig pool) {
    return (name, arguments) -> {
      try {
        Skill skill = of(pool).get(name);
        return new SkillTexts.Rendered(render(pool, skill, arguments), settings(skill));
      } catch (SkillException e) {
        throw new InvalidPlan(String.valueOf(e.getMessage()));
      }
    };
  }

  private static Settings settings(Skill skill) {
    try {
      return Settings.askedWithinPool(skill.config());
    } catch (InvalidSetting e) {
      throw new SkillException(
          SkillException.Code.INVALID, "skill '" + skill.name() + "': " + e.getMessage());
    }
  }

  /** As every face tells it. */
  public static Refused refused(SkillException e) {
    Refused.Kind kind =
        switch (e.code()) {
          case NOT_FOUND -> Refused.Kind.NOT_FOUND;
          case REFUSED -> Refused.Kind.CONFLICT;
          default -> Refused.Kind.INVALID;
        };
    String code =
        kind == Refused.Kind.NOT_FOUND
            ? "skill_not_found"
            : kind == Refused.Kind.CONFLICT ? "skill_refused" : "invalid";
    return new Refused(kind, code, String.valueOf(e.getMessage()));
  }

  private final class Kept implements RuntimeSkills {
    private final PoolId pool;

    Kept(PoolId pool) {
      this.pool = pool;
    }

    @Override
    public Map<String, RuntimeSkill> load() {
      Map<String, RuntimeSkill> kept = new LinkedHashMap<>();
      notes.list(pool).forEach(skill -> kept.put(skill.key(), skill.value()));
      return kept;
    }

    @Override
    public void put(String name, RuntimeSkill skill) {
      Refused.orThrow(notes.put(pool, name, skill));
    }

    @Override
    public boolean remove(String name) {
      return notes.remove(pool, name);
    }
  }
}
