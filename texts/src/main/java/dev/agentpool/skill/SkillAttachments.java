package dev.agentpool.skill;

import dev.agentpool.document.Folder;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** The files beside a SKILL.md, which its prompt may name by {@code ${CLAUDE_SKILL_DIR}}. */
final class SkillAttachments {
  private static final int MAX_FILES = 500;
  private static final long MAX_BYTES = 20L << 20;

  private SkillAttachments() {}

  /** Copies those that are not there yet; links are not followed. */
  static void copy(Skill skill, Path folder, Folder project) throws IOException, Folder.Escape {
    Path from = skill.dir();
    if (from == null
        || !Files.isDirectory(from)
        || (Files.exists(folder) && Files.isSameFile(from, folder))) {
      return;
    }
    for (Path file : files(skill.name(), from)) {
      Path to = project.resolve(folder.resolve(from.relativize(file).toString()).toString());
      if (!Files.exists(to)) {
        Path parent = to.getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        Files.copy(file, to);
      }
    }
  }

  private static List<Path> files(String name, Path from) throws IOException {
    List<Path> files = new ArrayList<>();
    long[] bytes = {0};
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
            if (is.isRegularFile() && !file.equals(from.resolve(SkillMarkdown.FILE))) {
              files.add(file);
              bytes[0] += is.size();
            }
            if (files.size() > MAX_FILES || bytes[0] > MAX_BYTES) {
              throw SkillException.refused(
                  "the files of skill '"
                      + name
                      + "' were not copied: more than 500, or than 20"
                      + " MiB, in "
                      + from
                      + "; copy them by hand");
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}
