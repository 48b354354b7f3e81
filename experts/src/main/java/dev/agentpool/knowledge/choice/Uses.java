package dev.agentpool.knowledge.choice;

import dev.agentpool.knowledge.KnowledgeException;
import dev.agentpool.paper.DurableFile;
import dev.agentpool.paper.FolderLock;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps beside an expert's knowledge how it was used. Durable, for threads and processes; telling
 * the same twice changes nothing. Beyond its bound the older tasks are kept as figures only.
 */
public final class Uses {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_TASKS = 200;
  private static final int MOST_OLDER = 5_000;
  private final Path folder;
  private final Path file;

  /**
   * In an expert's folder.
   *
   * @param knowledge the folder of the expert's own knowledge
   */
  public Uses(Path knowledge) {
    this.folder = knowledge.resolve(".knowledge");
    this.file = folder.resolve("uses.json");
  }

  /** What is known; one that cannot be read is as none. */
  public Used read() {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Used.NONE;
    }
    try {
      return JSON.readValue(Files.readString(file), Used.class);
    } catch (JacksonException | CharacterCodingException broken) {
      return Used.NONE;
    } catch (IOException e) {
      throw new KnowledgeException("reading " + file, e);
    }
  }

  /** A task's prompt is made. */
  public void began(TaskUse use) {
    change(used -> {
      List<TaskUse> tasks = new ArrayList<>(used.tasks());
      @Nullable String ended = used.task(use.task()).map(TaskUse::ended).orElse(null);
      tasks.removeIf(known -> known.task().equals(use.task()));
      tasks.add(ended == null ? use : use.endedAs(ended));
      return Optional.of(new Used(tasks, used.older()));
    });
  }

  /** A task ended; one whose prompt is not remembered is passed over. */
  public void ended(String task, String how) {
    change(used -> {
      Optional<TaskUse> use = used.task(task);
      if (use.isEmpty() || how.equals(use.get().ended())) {
        return Optional.empty();
      }
      List<TaskUse> tasks = new ArrayList<>(used.tasks());
      tasks.replaceAll(known -> known.task().equals(task) ? known.endedAs(how) : known);
      return Optional.of(new Used(tasks, used.older()));
    });
  }

  private interface Step {
    Optional<Used> on(Used used);
  }

  private void change(Step step) {
    try (FolderLock _ = FolderLock.of(folder)) {
      Optional<Used> next = step.on(read());
      if (next.isPresent()) {
        DurableFile.write(file, JSON.writeValueAsString(bounded(next.get())));
      }
    } catch (IOException e) {
      throw new KnowledgeException("writing " + file, e);
    }
  }

  private static Used bounded(Used used) {
    int many = used.tasks().size();
    if (many <= MOST_TASKS) {
      return used;
    }
    List<TaskUse> let = used.tasks().subList(0, many - MOST_TASKS / 2);
    Map<String, Figure> older = new LinkedHashMap<>();
    new Used(let, used.older())
        .figures().entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.comparing(Figure::last).reversed()))
            .limit(MOST_OLDER)
            .forEach(figure -> older.put(figure.getKey(), figure.getValue()));
    return new Used(used.tasks().subList(many - MOST_TASKS / 2, many), older);
  }
}
