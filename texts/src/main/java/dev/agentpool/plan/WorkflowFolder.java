package dev.agentpool.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder of workflow files: *.yaml, *.yml, *.json, *.toml; other files are not its business. */
final class WorkflowFolder {
  private static final int MAX_BYTES = 512 * 1024;
  private static final int MAX_FILES = 1_000;
  private final Path folder;

  WorkflowFolder(Path folder) {
    this.folder = folder;
  }

  /** The files in the order of their names; none when the folder is missing. */
  List<Path> list(List<Workflows.Skipped> skipped) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> sorted =
          files
              .filter(file -> WorkflowFormat.of(file).isPresent())
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
      if (sorted.size() > MAX_FILES) {
        skipped.add(
            new Workflows.Skipped(folder, "only the first " + MAX_FILES + " files are read"));
      }
      return sorted.subList(0, Math.min(sorted.size(), MAX_FILES));
    } catch (IOException | UncheckedIOException unreadable) {
      skipped.add(new Workflows.Skipped(folder, "cannot be listed: " + unreadable));
      return List.of();
    }
  }

  /** Throws {@link InvalidPlan}. */
  Workflow read(Path file) {
    return WorkflowReader.read(text(file), WorkflowFormat.of(file).orElseThrow());
  }

  private static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new InvalidPlan("larger than " + MAX_BYTES / 1024 + " KiB");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notText) {
      throw new InvalidPlan("is not UTF-8 text", notText);
    } catch (IOException unreadable) {
      throw new InvalidPlan("cannot be read: " + unreadable, unreadable);
    }
  }
}
