package dev.agentpool.skill;

import dev.agentpool.document.Diagnostic;
import dev.agentpool.document.Document;
import dev.agentpool.document.Folder;
import dev.agentpool.document.TextFile;
import dev.agentpool.document.UnreadableDocument;
import dev.agentpool.skill.Skill.Source;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One directory of skills: {@code ANY/SKILL.md} and, of old, {@code NAME.json}. A file that is
 * wrong costs that skill only.
 *
 * @param boundary what the files have to lie in with all links followed, or null
 */
record SkillDirectory(Path path, Source source, @Nullable Folder boundary) {

  /** A skill and the file it is in. */
  record Found(Skill skill, Path file) {}

  /** The files that are skills or could become one, sorted by name; empty without directory. */
  List<Path> files() {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (name.startsWith(".")) {
          continue;
        }
        if (Files.isDirectory(entry)) {
          files.add(entry.resolve(SkillMarkdown.FILE));
        } else if (name.endsWith(".json")) {
          files.add(entry);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return List.of(); // none, or not ours to read: then what is in it does not exist for us
    }
    Collections.sort(files);
    return files;
  }

  List<Found> read(List<Diagnostic> diagnostics) {
    List<Found> found = new ArrayList<>();
    if (Files.isDirectory(path) && !Files.isReadable(path)) {
      diagnostics.add(Diagnostic.warning(path, "cannot be read; check its permissions"));
    }
    for (Path file : files()) {
      if (Files.exists(file)) {
        read(file, diagnostics, found);
      }
    }
    return found;
  }

  private void read(Path file, List<Diagnostic> diagnostics, List<Found> found) {
    try {
      Skill skill = readFile(file, diagnostics);
      for (Found earlier : found) {
        if (earlier.skill().name().equals(skill.name())) {
          diagnostics.add(
              Diagnostic.warning(
                  file,
                  "skill '"
                      + skill.name()
                      + "' is also in "
                      + earlier.file()
                      + ", which has no effect; remove one of them"));
        }
      }
      found.add(new Found(skill, file));
    } catch (UnreadableDocument e) {
      diagnostics.add(Diagnostic.error(file, e));
    } catch (SkillException e) {
      diagnostics.add(
          Diagnostic.error(file, new UnreadableDocument(0, String.valueOf(e.getMessage()))));
    } catch (IOException e) {
      diagnostics.add(Diagnostic.error(file, new UnreadableDocument(0, "cannot be read: " + e)));
    }
  }

  private Skill readFile(Path file, List<Diagnostic> diagnostics)
      throws UnreadableDocument, IOException {
    if (boundary != null && !boundary.holds(file)) {
      throw new UnreadableDocument(
          0, "is a link that leads out of " + boundary.root() + "; put a copy in its place");
    }
    String fileName = file.getFileName().toString();
    if (fileName.equals(SkillMarkdown.FILE)) {
      return markdown(file, source, diagnostics);
    }
    Skill skill =
        SkillJson.read(
            SkillJson.fields(TextFile.read(file)),
            fileName.substring(0, fileName.length() - ".json".length()),
            null,
            source);
    diagnostics.add(
        Diagnostic.warning(
            file,
            "JSON skills are deprecated; save skill '"
                + skill.name()
                + "' as "
                + skill.name()
                + "/SKILL.md and delete this file"));
    return skill;
  }

  /** Reads a SKILL.md wherever it lies. */
  static Skill markdown(Path file, Source source, List<Diagnostic> diagnostics)
      throws UnreadableDocument {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null || folder.getFileName() == null) {
      throw new UnreadableDocument(0, "has to lie in a folder of its own");
    }
    Document document = Document.read(file);
    Skill skill = SkillMarkdown.read(document, folder.getFileName().toString(), folder, source);
    document.notes().forEach(note -> diagnostics.add(note.at(file)));
    return skill;
  }
}
