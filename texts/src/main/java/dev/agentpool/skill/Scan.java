package dev.agentpool.skill;

import dev.agentpool.document.Diagnostic;
import dev.agentpool.document.Fields;
import dev.agentpool.document.Fingerprint;
import dev.agentpool.document.Folder;
import dev.agentpool.document.UnreadableDocument;
import dev.agentpool.skill.Catalogue.Entry;
import dev.agentpool.skill.Skill.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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
  /** A run-time entry that only says in which file of the project the skill was saved. */
  private static final String SAVED_TO = "saved_to";

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

  static String pointer(Path file) {
    return "{\"" + SAVED_TO + "\": " + SkillJson.quote(file.toString()) + "}";
  }

  Fingerprint fingerprint(Map<String, String> runtime) {
    List<Path> files = new ArrayList<>();
    for (SkillDirectory directory : directories) {
      files.add(directory.path());
      files.addAll(directory.files());
    }
    runtime.values().forEach(json -> savedTo(json).ifPresent(files::add));
    return Fingerprint.ofFiles(files);
  }

  Catalogue read(Map<String, String> runtime) {
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
        .forEach((name, json) -> addRuntime(name, json, entries, leftOut, diagnostics));
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

  private void addRuntime(
      String name,
      String json,
      List<Entry> entries,
      Map<String, String> leftOut,
      List<Diagnostic> diagnostics) {
    try {
      Path file = savedTo(json).orElse(null);
      if (file == null) {
        Skill skill = SkillJson.read(SkillJson.fields(json), name, null, Source.RUNTIME);
        entries.add(new Entry(skill, null));
      } else if (Files.exists(file)) {
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

  private static Optional<Path> savedTo(String json) {
    if (!json.contains(SAVED_TO)) {
      return Optional.empty();
    }
    try {
      Fields fields = SkillJson.fields(json);
      return fields.has("prompt") ? Optional.empty() : fields.text(SAVED_TO).map(Path::of);
    } catch (UnreadableDocument | InvalidPathException e) {
      return Optional.empty(); // reported when it is read as a skill
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
