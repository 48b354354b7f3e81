package dev.agentpool.skill;

import dev.agentpool.document.Diagnostic;
import dev.agentpool.settings.Spelling;
import dev.agentpool.skill.Skill.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All skills as they were at one moment. Immutable.
 *
 * @param entries every skill that was read, the weaker before the stronger
 * @param effective the strongest under each name, sorted by name
 * @param leftOut why those are left out that were read and are not used
 */
record Catalogue(
    List<Entry> entries,
    SequencedMap<String, Entry> effective,
    Map<String, String> leftOut,
    List<Diagnostic> diagnostics) {

  /**
   * A skill and where it was found.
   *
   * @param file null for skills that are in no file
   */
  record Entry(Skill skill, @Nullable Path file) {
    /** The directory of skills that the file belongs to. */
    @Nullable Path directory() {
      Path folder = file == null ? null : file.getParent();
      return folder == null || !isMarkdown() ? folder : folder.getParent();
    }

    boolean isMarkdown() {
      return file != null && file.endsWith(SkillMarkdown.FILE);
    }
  }

  static Catalogue of(
      List<Entry> entries, Map<String, String> leftOut, List<Diagnostic> diagnostics) {
    TreeMap<String, Entry> effective = new TreeMap<>();
    entries.forEach(entry -> effective.put(entry.skill().name(), entry));
    return new Catalogue(
        List.copyOf(entries), effective, Map.copyOf(leftOut), List.copyOf(diagnostics));
  }

  Entry get(String name) {
    Entry entry = effective.get(name);
    if (entry == null) {
      throw SkillException.notFound(name, why(name));
    }
    return entry;
  }

  private String why(String name) {
    String left = leftOut.get(name);
    if (left != null) {
      return "; there is one, but it " + left;
    }
    return effective.keySet().stream()
        .min(Comparator.comparingInt(known -> Spelling.distance(known, name)))
        .filter(known -> Spelling.distance(known, name) <= Math.max(2, known.length() / 3))
        .map(known -> "; did you mean '" + known + "'?")
        .orElse("; agentpool skill list shows those there are");
  }

  boolean customized(String name) {
    Entry entry = effective.get(name);
    return entry != null
        && entry.skill().source() != Source.BUILTIN
        && entries.stream()
            .map(Entry::skill)
            .anyMatch(skill -> skill.source() == Source.BUILTIN && skill.name().equals(name));
  }

  /** The skills of the project under a name, the weaker before the stronger. */
  List<Entry> inProject(String name) {
    List<Entry> found = new ArrayList<>(entries);
    found.removeIf(
        entry -> entry.skill().source() != Source.PROJECT || !entry.skill().name().equals(name));
    return found;
  }

  /** What a reader can see of it, for telling whether anything changed. */
  Map<String, Skill> skills() {
    Map<String, Skill> skills = new TreeMap<>();
    effective.forEach((name, entry) -> skills.put(name, entry.skill()));
    return skills;
  }
}
