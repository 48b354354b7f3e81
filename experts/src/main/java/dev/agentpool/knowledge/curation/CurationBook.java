package dev.agentpool.knowledge.curation;

import dev.agentpool.knowledge.KnowledgeException;
import dev.agentpool.paper.DurableFile;
import dev.agentpool.paper.FolderLock;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps how far it is to a pool's next curation, over restarts and edits of its settings. For
 * threads and processes. One that cannot be read begins anew.
 */
public final class CurationBook {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final Path folder;
  private final Path file;

  /**
   * Of a pool.
   *
   * @param pool its folder
   */
  public CurationBook(Path pool) {
    this.folder = pool.resolve(".knowledge");
    this.file = folder.resolve("curation.json");
  }

  public CurationState read() {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return CurationState.NEW;
    }
    try {
      return JSON.readValue(Files.readString(file), CurationState.class);
    } catch (JacksonException | CharacterCodingException broken) {
      return CurationState.NEW;
    } catch (IOException e) {
      throw new KnowledgeException("reading " + file, e);
    }
  }

  /** Nothing is written where nothing changes. */
  public CurationState change(UnaryOperator<CurationState> step) {
    try (FolderLock _ = FolderLock.of(folder)) {
      CurationState before = read();
      CurationState after = step.apply(before);
      if (!after.equals(before)) {
        DurableFile.write(file, JSON.writeValueAsString(after));
      }
      return after;
    } catch (IOException e) {
      throw new KnowledgeException("writing " + file, e);
    }
  }
}
