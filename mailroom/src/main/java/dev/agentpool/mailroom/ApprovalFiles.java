package dev.agentpool.mailroom;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Reply;
import dev.agentpool.paper.DurableFile;
import dev.agentpool.paper.SafeName;
import dev.agentpool.question.Answer;
import dev.agentpool.question.Question;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Proposals as files in a folder, and answers out of it: {@code ID.proposal.md}, {@code
 * ID.approved}, {@code ID.rejected} with the reason in it. A question is put there once, and first
 * whatever answers lie there for an earlier one of its name go away: only what comes after it
 * counts for it. Where a pool does not say that a folder's answers count, they are put among the
 * dead letters with the reason: whoever has a shell in a session could have written them. For one
 * thread at a time, but for {@link #whole}.
 */
final class ApprovalFiles {
  private static final Logger LOG = LoggerFactory.getLogger(ApprovalFiles.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PROPOSAL = ".proposal.md";
  private static final String APPROVED = ".approved";
  private static final String REJECTED = ".rejected";

  private final Path folder;
  private final Path marks;
  private final boolean counts;
  private final Ledger ledger;
  private final DeadLetters dead;
  private final Clock clock;
  private final Set<Path> whole = ConcurrentHashMap.newKeySet();

  /**
   * @param folder is there
   * @param marks where it is remembered which questions were put there; this one's own
   * @param counts whether the pool says that answers out of this folder are a person's
   */
  ApprovalFiles(
      Path folder, Path marks, boolean counts, Ledger ledger, DeadLetters dead, Clock clock) {
    this.folder = folder;
    this.marks = marks;
    this.counts = counts;
    this.ledger = ledger;
    this.dead = dead;
    this.clock = clock;
  }

  static boolean isAnswer(String name) {
    return name.endsWith(APPROVED) || name.endsWith(REJECTED);
  }

  /** These files are written to their end. */
  void whole(List<Path> files) {
    whole.addAll(files);
  }

  /** Puts there what is open, takes answers, and takes away what is open no more. */
  void follow(List<Question> open) throws IOException {
    Folders.makeAll(marks);
    Map<String, Question> byName = new HashMap<>();
    for (Question question : open) {
      name(question).ifPresent(name -> byName.put(name, question));
    }
    for (Map.Entry<String, Question> each : byName.entrySet()) {
      follow(each.getKey(), each.getValue());
    }
    tidy(byName);
  }

  private static Optional<String> name(Question question) {
    String id = JSON.readTree(question.asked().payload()).path("id").asString("");
    return SafeName.isSafe(id) ? Optional.of(id) : Optional.empty();
  }

  private void follow(String name, Question question) throws IOException {
    Path proposal = folder.resolve(name + PROPOSAL);
    Path mark = marks.resolve(question.id().value());
    boolean put =
        Files.exists(mark, LinkOption.NOFOLLOW_LINKS)
            && Files.exists(proposal, LinkOption.NOFOLLOW_LINKS);
    if (!put) {
      forgetAnswers(name);
      Files.deleteIfExists(mark);
      DurableFile.write(proposal, text(question));
      DurableFile.write(mark, name);
      return;
    }
    Path rejected = folder.resolve(name + REJECTED);
    Path approved = folder.resolve(name + APPROVED);
    if (whole.contains(rejected) && isFile(rejected)) {
      answered(name, question, mark, rejected, Answer.no(reason(rejected)));
    } else if (whole.contains(approved) && isFile(approved)) {
      answered(name, question, mark, approved, Answer.yes());
    }
  }

  private static String text(Question question) {
    JsonNode asked = JSON.readTree(question.asked().payload());
    return asked.path("proposal").asString(question.asked().title());
  }

  private static boolean isFile(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static String reason(Path file) throws IOException {
    try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return new String(in.readNBytes(Answer.LONGEST_TEXT / 4), StandardCharsets.UTF_8).strip();
    }
  }

  private void answered(String name, Question question, Path mark, Path file, Answer answer)
      throws IOException {
    if (!counts) {
      bury(file);
      return;
    }
    if (ledger.answer(question.id(), answer, "the file " + file) instanceof Reply.Refused<?> no) {
      LOG.info("{} came too late: {}", file, no);
    }
    forgetAnswers(name);
    Files.deleteIfExists(folder.resolve(name + PROPOSAL));
    Files.deleteIfExists(mark);
  }

  private void forgetAnswers(String name) throws IOException {
    for (String ending : List.of(APPROVED, REJECTED)) {
      Path file = folder.resolve(name + ending);
      whole.remove(file);
      if (Files.deleteIfExists(file)) {
        LOG.info("{} was an answer to an earlier proposal, or is taken now", file);
      }
    }
  }

  private void bury(Path file) throws IOException {
    whole.remove(file);
    dead.bury(
        file,
        file.getFileName() + ".md",
        "answers in files do not count in this pool, since whoever has a shell in a session could"
            + " write them: use agentpool inbox and agentpool answer, or let the pool.toml say"
            + " human_inbox = \"file:DIR\" with a folder that no session can write to",
        clock.instant(),
        Step.Listener.NONE);
  }

  /** What was put there for a question that is not open any more. */
  private void tidy(Map<String, Question> open) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(marks)) {
      for (Path mark : all) {
        String name = Files.readString(mark);
        boolean isOpen =
            open.values().stream().anyMatch(question -> mark.endsWith(question.id().value()));
        if (!isOpen && SafeName.isSafe(name)) {
          if (!open.containsKey(name)) {
            Files.deleteIfExists(folder.resolve(name + PROPOSAL));
            forgetAnswers(name);
          }
          Files.deleteIfExists(mark);
        }
      }
    } catch (NoSuchFileException away) {
      return;
    }
    if (!counts) {
      for (Path file : Set.copyOf(whole)) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          bury(file);
        } else {
          whole.remove(file);
        }
      }
    }
  }
}
