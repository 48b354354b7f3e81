package dev.agentpool.skill;

import dev.agentpool.document.Document;
import dev.agentpool.document.Folder;
import dev.agentpool.document.UnreadableDocument;
import dev.agentpool.skill.Catalogue.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes skills into the project, and nowhere else. */
final class SkillFiles {
  static final int MAX_CHARS = 1 << 20;

  private final SkillPlaces places;
  private final Folder project;

  SkillFiles(SkillPlaces places) {
    this.places = places;
    this.project = new Folder(places.projectRoot());
  }

  /** Whether a SKILL.md at this path is found by itself. */
  boolean isRead(Path file) {
    Path folder = file.getParent();
    return folder != null && places.project().contains(folder.getParent());
  }

  /**
   * @param present the skills of this name that the project has, the weaker before the stronger
   */
  Path save(Entry entry, List<Entry> present, @Nullable String directory) {
    String name = entry.skill().name();
    try {
      Path target = directory(directory);
      Path file = target.resolve(name).resolve(SkillMarkdown.FILE);
      for (Entry other : present) {
        if (other.isMarkdown() && target.equals(other.directory())) {
          file = Objects.requireNonNull(other.file()); // the folder may have another name
        } else if (rank(other.directory()) > rank(target)) {
          throw SkillException.refused(
              "skill '"
                  + name
                  + "' is also in "
                  + other.file()
                  + ", which would win over one in "
                  + target
                  + "; save it there, or delete that file");
        }
      }
      refuseStranger(name, file);
      SkillAttachments.copy(entry.skill(), file.resolveSibling(""), project);
      return project.write(file.toString(), SkillMarkdown.write(entry.skill()));
    } catch (Folder.Escape e) {
      throw new SkillException(SkillException.Code.REFUSED, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw failure("save", name, e);
    }
  }

  Path eject(String name, @Nullable String directory) {
    try {
      Path file = directory(directory).resolve(name).resolve(SkillMarkdown.FILE);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw SkillException.refused(
            "cannot eject skill '" + name + "': " + file + " exists; mend or delete it");
      }
      return project.write(file.toString(), Builtins.text(name));
    } catch (Folder.Escape e) {
      throw new SkillException(SkillException.Code.REFUSED, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw failure("eject", name, e);
    }
  }

  private Path directory(@Nullable String given) throws Folder.Escape, IOException {
    return project.resolve(given == null || given.isBlank() ? places.home().toString() : given);
  }

  /** The place in the order of the project's directories; any other is weaker than all. */
  private int rank(@Nullable Path directory) {
    return directory == null ? -1 : places.project().indexOf(directory);
  }

  private static void refuseStranger(String name, Path file) {
    if (!Files.exists(file)) {
      return;
    }
    try {
      String found = Document.read(file).front().text("name").orElse(name);
      if (!found.equals(name)) {
        throw SkillException.refused(
            "cannot save skill '" + name + "': " + file + " holds the skill '" + found + "'");
      }
    } catch (UnreadableDocument e) {
      throw new SkillException(
          SkillException.Code.REFUSED,
          "cannot save skill '"
              + name
              + "': "
              + file
              + " exists and cannot be read ("
              + e.getMessage()
              + "); mend or delete it",
          e);
    }
  }

  private static SkillException failure(String verb, String name, IOException e) {
    return new SkillException(
        SkillException.Code.IO, "cannot " + verb + " skill '" + name + "': " + e, e);
  }
}
