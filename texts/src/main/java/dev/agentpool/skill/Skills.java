package dev.agentpool.skill;

import dev.agentpool.document.Diagnostic;
import dev.agentpool.document.Fingerprint;
import dev.agentpool.skill.Catalogue.Entry;
import dev.agentpool.skill.Skill.Scope;
import dev.agentpool.skill.Skill.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The skills of a pool: built in, in the user's and the project's directories, registered at run
 * time (spec slot-pool 8.8). Under one name the last of these wins. Files are looked at again at
 * every access, so an edit counts at once; a bad file is skipped and told in {@link #diagnostics}.
 * Thread-safe. Refusals are {@link SkillException}s.
 */
public final class Skills {
  private final Scan scan;
  private final SkillFiles files;
  private final Supplier<SkillOptions> options;
  private final RuntimeSkills runtime;
  private final ReentrantLock lock = new ReentrantLock();
  // guarded by lock
  private @Nullable Seen seen;
  private long generation;

  private record Seen(
      Fingerprint files,
      Map<String, RuntimeSkill> runtime,
      SkillOptions options,
      Catalogue catalogue) {}

  /** What {@link #add} did; {@code overwritten} when the name was taken, in whatever source. */
  public record Added(String name, boolean overwritten) {}

  /** Where {@link #save} wrote to. */
  public record Saved(String name, Path path) {
    public String format() {
      return SkillMarkdown.FILE;
    }
  }

  /** Where {@link #eject} wrote to, and what to do with it. */
  public record Ejected(String name, Path path, String hint) {}

  /** One whose options stay as they are. */
  public Skills(SkillPlaces places, SkillOptions options, RuntimeSkills runtime) {
    this(places, () -> options, runtime);
  }

  /**
   * @param options asked at each access, so what a person changes counts at once
   */
  public Skills(SkillPlaces places, Supplier<SkillOptions> options, RuntimeSkills runtime) {
    this.scan = new Scan(places, options);
    this.files = new SkillFiles(places);
    this.options = options;
    this.runtime = runtime;
  }

  /** All skills, sorted by name. */
  public List<Skill> list() {
    return list(null, null);
  }

  /** The skills of a scope and a source, sorted by name; null does not filter. */
  public List<Skill> list(@Nullable Scope scope, @Nullable Source source) {
    return catalogue().effective().values().stream()
        .map(Entry::skill)
        .filter(skill -> scope == null || skill.scope() == scope)
        .filter(skill -> source == null || skill.source() == source)
        .toList();
  }

  public Optional<Skill> find(String name) {
    return Optional.ofNullable(catalogue().effective().get(name)).map(Entry::skill);
  }

  /** Throws "skill not found: NAME". */
  public Skill get(String name) {
    return catalogue().get(name).skill();
  }

  /** Whether a skill takes the place of a built-in one. */
  public boolean customized(String name) {
    return catalogue().customized(name);
  }

  /** What is wrong with the files, in the order they are read. */
  public List<Diagnostic> diagnostics() {
    return catalogue().diagnostics();
  }

  /** A number that grows whenever a skill appeared, changed or went. */
  public long generation() {
    lock.lock();
    try {
      catalogue();
      return generation;
    } finally {
      lock.unlock();
    }
  }

  /** Registers a skill at run time, over any other of its name. */
  public Added add(Skill asked) {
    Skill skill = asked.from(Source.RUNTIME, null);
    if (options.get().disabled().contains(skill.name())) {
      throw SkillException.refused(
          "skill '" + skill.name() + "' is disabled by the configuration; choose another name");
    }
    refuseGuarded(skill);
    RuntimeSkill given = new RuntimeSkill.Given(skill);
    if (given.text().length() > SkillFiles.MAX_CHARS) {
      throw SkillException.invalid("skill '" + skill.name() + "' is larger than 1 MiB");
    }
    lock.lock();
    try {
      boolean overwritten = catalogue().effective().containsKey(skill.name());
      runtime.put(skill.name(), given);
      return new Added(skill.name(), overwritten);
    } finally {
      lock.unlock();
    }
  }

  /** Removes a skill that was registered at run time; one that it hid comes back. */
  public void remove(String name) {
    lock.lock();
    try {
      Entry entry = catalogue().get(name);
      switch (entry.skill().source()) {
        case RUNTIME -> runtime.remove(name);
        case BUILTIN ->
            throw SkillException.refused(
                "skill '"
                    + name
                    + "' is built in and cannot be removed; disable it, or add one"
                    + " of the same name");
        case GLOBAL, PROJECT ->
            throw SkillException.refused(
                "skill '" + name + "' was not added at run time; delete " + entry.file());
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Writes a skill into the project as a SKILL.md with all that it has; from then on the project is
   * its source.
   *
   * @param directory of skills, absolute or relative to the project and inside of it; null for the
   *     usual one
   */
  public Saved save(String name, @Nullable String directory) {
    lock.lock();
    try {
      Entry entry = catalogue().get(name);
      refuseGuarded(entry.skill().from(Source.PROJECT, null));
      Path file = files.save(entry, catalogue().inProject(name), directory);
      nowInProject(name, file);
      return new Saved(name, file);
    } finally {
      lock.unlock();
    }
  }

  /** Writes a built-in skill into the project, for editing. See {@link #save}. */
  public Ejected eject(String name, @Nullable String directory) {
    lock.lock();
    try {
      Source source = catalogue().get(name).skill().source();
      if (source != Source.BUILTIN) {
        throw SkillException.refused(
            "only built-in skills can be ejected; '"
                + name
                + "' comes from the source "
                + source.wireName());
      }
      Path file = files.eject(name, directory);
      nowInProject(name, file);
      return new Ejected(
          name, file, "edit " + file + "; it takes the place of the built-in skill at once");
    } finally {
      lock.unlock();
    }
  }

  private void nowInProject(String name, Path file) {
    if (files.isRead(file)) {
      runtime.remove(name);
    } else {
      runtime.put(name, new RuntimeSkill.SavedTo(file));
    }
  }

  private void refuseGuarded(Skill skill) {
    scan.guarded(skill)
        .ifPresent(setting -> {
          throw SkillException.refused("skill '" + skill.name() + "' " + Scan.untrusted(setting));
        });
  }

  /** The skills as they are now. */
  private Catalogue catalogue() {
    lock.lock();
    try {
      Map<String, RuntimeSkill> registered = Map.copyOf(runtime.load());
      Fingerprint print = scan.fingerprint(registered);
      SkillOptions now = options.get();
      Seen last = seen;
      if (last != null
          && last.files.equals(print)
          && last.runtime.equals(registered)
          && last.options.equals(now)) {
        return last.catalogue;
      }
      Catalogue fresh = scan.read(registered);
      if (last == null || !last.catalogue.skills().equals(fresh.skills())) {
        generation++;
      }
      seen = new Seen(print, registered, now, fresh);
      return fresh;
    } finally {
      lock.unlock();
    }
  }
}
