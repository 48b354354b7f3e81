package dev.agentpool.skill;

import dev.agentpool.document.Diagnostic;
import dev.agentpool.document.Fingerprint;
import dev.agentpool.document.Folder;
import dev.agentpool.document.UnreadableDocument;
import dev.agentpool.skill.Catalogue.Entry;
import dev.agentpool.skill.Skill.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads all places into a {@link Catalogue}, and tells cheaply whether that is still true. */
final class Scan {
  private final SkillPlaces places;
  private final Supplier<SkillOptions> options;
  private final List<SkillDirectory> directories = new ArrayList<>();

  Scan(SkillPlaces places, Supplier<SkillOptions> options) {
    this.places = places;
    this.options = options;
    places.global().forEach(path -> add(path, Source.GLOBAL, null));
    Folder project = new Folder(places.projectRoot());
    places.project().forEach(path -> add(path, Source.PROJECT, project));
  }

  private void add(Path path, Source source, @Nullable Folder boundary) {
    directories.add(new SkillDirectory(path, source, boundary));
  }

  Fingerprint fingerprint(Map<String, RuntimeSkill> runtime) {
    List<Path> files = new ArrayList<>();
    for (SkillDirectory directory : directories) {
      files.add(directory.path());
      files.addAll(directory.files());
    }
    for (RuntimeSkill skill : runtime.values()) {
      if (skill instanceof RuntimeSkill.SavedTo(Path file)) {
        files.add(file);
      }
    }
    return Fingerprint.ofFiles(files);
  }

  Catalogue read(Map<String, RuntimeSkill> runtime) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    Map<String, String> leftOut = new HashMap<>();
    SkillOptions now = options.get();
    if (now.builtins()) {
      Builtins.all().forEach(skill -> entries.add(new Entry(skill, null)));
    }
    for (SkillDirectory directory : directories) {
      directory.read(diagnostics).forEach(found -> add(entries, found, leftOut, diagnostics));
    }
    new TreeMap<>(runtime)
        .forEach((name, skill) -> {
          switch (skill) {
            case RuntimeSkill.Given(Skill given) -> entries.add(new Entry(given, null));
            case RuntimeSkill.SavedTo(Path file) ->
                addSaved(name, file, entries, leftOut, diagnostics);
          }
        });
    for (String name : now.disabled()) {
      if (entries.removeIf(entry -> entry.skill().name().equals(name))) {
        leftOut.put(name, "is disabled by [skills] of ~/.agent-pool/config.toml");
      }
    }
    entries.sort(Comparator.comparing(entry -> entry.skill().source())); // stable
    return Catalogue.of(entries, leftOut, diagnostics);
  }

  private void add(
      List<Entry> entries,
      SkillDirectory.Found found,
      Map<String, String> leftOut,
      List<Diagnostic> diagnostics) {
    Optional<String> guarded = guarded(found.skill());
    if (guarded.isPresent()) {
      leftOut.put(found.skill().name(), untrusted(guarded.get()) + ": " + found.file());
      diagnostics.add(
          Diagnostic.error(found.file(), new UnreadableDocument(0, untrusted(guarded.get()))));
    } else {
      entries.add(new Entry(found.skill(), found.file()));
    }
  }

  private void addSaved(
      String name,
      Path file,
      List<Entry> entries,
      Map<String, String> leftOut,
      List<Diagnostic> diagnostics) {
    try {
      if (Files.exists(file)) {
        if (!new Folder(places.projectRoot()).holds(file)) {
          throw new UnreadableDocument(0, file + " lies outside of " + places.projectRoot());
        }
        Skill skill = SkillDirectory.markdown(file, Source.PROJECT, diagnostics);
        add(entries, new SkillDirectory.Found(skill, file), leftOut, diagnostics);
      }
    } catch (UnreadableDocument e) {
      diagnostics.add(Diagnostic.error("skill '" + name + "', added at run time", e));
    } catch (SkillException | IOException e) {
      diagnostics.add(
          Diagnostic.error(
              "skill '" + name + "', added at run time",
              new UnreadableDocument(0, String.valueOf(e.getMessage()))));
    }
  }

  /** A setting that a skill of this source may not have. */
  Optional<String> guarded(Skill skill) {
    return switch (skill.source()) {
      case BUILTIN, GLOBAL -> Optional.empty();
      case PROJECT, RUNTIME -> options.get().refused(skill.config());
    };
  }

  static String untrusted(String setting) {
    return "sets '"
        + setting
        + "', by which it could run a command, and so is not used; put it"
        + " into ~/.agent-pool/skills, or trust the project in ~/.agent-pool/config.toml"
        + " ([trust] projects)";
  }
}
