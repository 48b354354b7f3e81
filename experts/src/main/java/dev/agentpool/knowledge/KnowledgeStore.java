package dev.agentpool.knowledge;

import dev.agentpool.knowledge.markdown.Block;
import dev.agentpool.knowledge.markdown.Blocks;
import dev.agentpool.knowledge.markdown.Merge;
import dev.agentpool.paper.FolderLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The knowledge in one folder: {@code identity.md}, {@code state.md}, {@code errors.md}.
 *
 * <p>Each change is whole or was never, knows whose it is, and can be undone as far as the history
 * reaches. Threads, processes and pools may change one folder at once: what each of them brings is
 * there afterwards. A file that was edited in an editor is noticed at the next look, and is a
 * change like any other. What an untrusted turn wants to change waits, and the files stay as they
 * are until a person gives their word.
 *
 * <p>The folder is made by the first change; reading makes nothing where nothing is.
 */
public final class KnowledgeStore {
  /** How many wishes may wait. */
  public static final int MOST_WAITING = 50;

  /** How many patterns may be flagged. */
  public static final int MOST_FLAGS = 100;

  private static final int MOST_ERRORS = 200_000;
  private static final int FEWER_ERRORS = 150_000;
  private final Path folder;
  private final Handwriting handwriting;

  public KnowledgeStore(Path folder, Handwriting handwriting) {
    this.folder = folder.toAbsolutePath().normalize();
    this.handwriting = handwriting;
  }

  public Path folder() {
    return folder;
  }

  /** What is done while the lock is held. */
  private interface Work<T> {
    T on(OpenShelf shelf) throws IOException;
  }

  private <T> T locked(Work<T> work) throws IOException {
    Shelf shelf = new Shelf(folder);
    try (FolderLock _ = FolderLock.of(shelf.own())) {
      return work.on(new OpenShelf(shelf, handwriting));
    }
  }

  private <T> T change(String doing, Work<T> work) {
    try {
      return locked(work);
    } catch (IOException e) {
      throw new KnowledgeException(doing + " in " + folder, e);
    }
  }

  /** What is known now. */
  public Knowledge read() {
    Shelf shelf = new Shelf(folder);
    if (shelf.isBare()) {
      return Knowledge.none(List.of());
    }
    try {
      return locked(OpenShelf::knowledge);
    } catch (FileSystemException e) {
      return Unkept.knowledge(shelf, "nothing can be kept beside it: " + e);
    } catch (IOException e) {
      throw new KnowledgeException("reading knowledge in " + folder, e);
    }
  }

  /**
   * Replaces the state, or the errors, by what a writer made of what they had seen: of that what
   * they left out goes. What they had not seen stays, be it that it came meanwhile, or that there
   * was no room for it in their prompt. A task of which is not known what it saw has seen what
   * there is.
   */
  public Changed replace(KnowledgeFile file, String content, Origin origin) {
    String text = content.strip();
    if (text.isEmpty() && file != KnowledgeFile.ERRORS) {
      return new Changed.Refused(file.word() + " content is empty");
    }
    Optional<String> tooMuch = tooMuch(file.word() + " content", text);
    if (tooMuch.isPresent()) {
      return new Changed.Refused(tooMuch.get());
    }
    return change(
        "writing " + file.fileName(),
        shelf -> {
          Optional<String> seen = origin.taskId().flatMap(task -> shelf.seen(task, file));
          String base = shelf.counting(file, seen.orElse(shelf.text(file)));
          Changed changed = wish(shelf, file, base, ended(text), "replaced", origin);
          if (changed instanceof Changed.Done && origin.task() != null) {
            shelf.saw(origin.task(), file, ended(text));
          }
          return changed;
        });
  }

  /** A task was shown so much of a file. */
  public void saw(String task, Map<KnowledgeFile, String> texts) {
    if (texts.isEmpty()) {
      return;
    }
    change(
        "keeping what " + task + " saw",
        shelf -> {
          for (Map.Entry<KnowledgeFile, String> text : texts.entrySet()) {
            shelf.saw(task, text.getKey(), ended(text.getValue().strip()));
          }
          return true;
        });
  }

  /** Carries a wish out, or lets it wait. */
  private static Changed wish(
      OpenShelf shelf, KnowledgeFile file, String base, String text, String what, Origin origin)
      throws IOException {
    if (origin.trust() == Trust.UNTRUSTED) {
      if (base.equals(text)) {
        return new Changed.Same();
      }
      return shelf.waiting().size() >= MOST_WAITING
          ? new Changed.Refused(
              MOST_WAITING
                  + " changes wait for a person's word already; they have to be confirmed or"
                  + " rejected first")
          : shelf.letWait(file, base, text, what, origin);
    }
    String merged = Merge.of(base, text, shelf.text(file));
    Optional<String> tooMuch =
        file == KnowledgeFile.ERRORS
            ? Optional.empty() // each way to it has a bound of its own
            : tooMuch(file.word() + " content", merged.strip());
    return tooMuch.isPresent()
        ? new Changed.Refused(tooMuch.get())
        : shelf.write(file, merged, what, origin);
  }

  private static Optional<String> tooMuch(String what, String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return bytes > KnowledgeFile.MOST_BYTES
        ? Optional.of(
            what + " exceeds maximum size (" + bytes + " > " + KnowledgeFile.MOST_BYTES + " bytes)")
        : Optional.empty();
  }

  private static String ended(String text) {
    return text.isEmpty() ? "" : text + "\n";
  }

  /**
   * Appends an error under the time of its origin. When the file has grown too large, its oldest
   * errors are let go of; the history has them.
   */
  public Changed append(String entry, Origin origin) {
    String text = entry.strip();
    if (text.isEmpty()) {
      return new Changed.Refused("error entry is empty");
    }
    Optional<String> tooMuch = tooMuch("error entry", text);
    if (tooMuch.isPresent()) {
      return new Changed.Refused(tooMuch.get());
    }
    String stamp =
        DateTimeFormatter.ISO_INSTANT.format(origin.at().truncatedTo(ChronoUnit.SECONDS));
    String block = "\n### " + stamp + "\n\n" + text + "\n";
    return change(
        "appending to errors.md",
        shelf -> {
          String now = shelf.text(KnowledgeFile.ERRORS);
          if (origin.trust() == Trust.UNTRUSTED) {
            String base = shelf.counting(KnowledgeFile.ERRORS, now);
            return wish(shelf, KnowledgeFile.ERRORS, base, after(base, block), "appended", origin);
          }
          String next = after(now, block);
          String kept = shortened(next);
          String what =
              kept.equals(next)
                  ? "appended"
                  : "appended; the oldest entries were let go of, to keep the file readable";
          return shelf.write(KnowledgeFile.ERRORS, kept, what, origin);
        });
  }

  private static String after(String text, String block) {
    return text.isEmpty() || text.endsWith("\n") ? text + block : text + "\n" + block;
  }

  private static String shortened(String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length <= MOST_ERRORS) {
      return text;
    }
    List<Block> blocks = new ArrayList<>(Blocks.of(text));
    int size = text.getBytes(StandardCharsets.UTF_8).length;
    for (int i = 0; i < blocks.size() - 1 && size > FEWER_ERRORS; ) {
      if (blocks.get(i).isHeading()) {
        i++;
      } else {
        size -= blocks.remove(i).text().getBytes(StandardCharsets.UTF_8).length;
      }
    }
    return "\n" + Blocks.text(blocks);
  }

  /** Adds a pattern to the identity, first below a heading, which is made if it is not there. */
  public Changed promote(String pattern, String section, Origin origin) {
    String text = pattern.strip();
    String heading = section.strip().replaceAll("\\s*\\R\\s*", " ");
    if (text.isEmpty() || heading.isEmpty()) {
      return new Changed.Refused(text.isEmpty() ? "pattern is empty" : "section is empty");
    }
    return change(
        "writing identity.md",
        shelf -> {
          String now = shelf.counting(KnowledgeFile.IDENTITY, shelf.text(KnowledgeFile.IDENTITY));
          Changed changed =
              wish(
                  shelf,
                  KnowledgeFile.IDENTITY,
                  now,
                  Promotion.into(now, text, heading),
                  "promoted under " + heading,
                  origin);
          if (changed instanceof Changed.Done) {
            String key = new Block(0, text, false).key();
            shelf.flag(
                shelf.book().flags().stream()
                    .filter(flag -> !new Block(0, flag.pattern(), false).key().equals(key))
                    .toList());
          }
          return changed;
        });
  }

  /** Takes entries out, by their keys. */
  public Changed remove(KnowledgeFile file, Set<String> keys, String why, Origin origin) {
    return change(
        "writing " + file.fileName(),
        shelf -> {
          String now = shelf.text(file);
          List<Block> kept =
              Blocks.of(now).stream()
                  .filter(block -> block.isHeading() || !keys.contains(block.key()))
                  .toList();
          return kept.size() == Blocks.of(now).size()
              ? new Changed.Same()
              : wish(shelf, file, now, Blocks.text(kept), why, origin);
        });
  }

  /** Names a pattern worth keeping for good; curation names it on. */
  public Changed flag(String pattern, String reason, Origin origin) {
    String text = pattern.strip();
    if (text.isEmpty()) {
      return new Changed.Refused("pattern is empty");
    }
    Optional<String> tooMuch = tooMuch("pattern", text + reason);
    if (tooMuch.isPresent()) {
      return new Changed.Refused(tooMuch.get());
    }
    return change(
        "flagging a pattern",
        shelf -> {
          List<Flag> flags = new ArrayList<>(shelf.book().flags());
          if (flags.stream().anyMatch(flag -> flag.pattern().equals(text))) {
            return new Changed.Same();
          }
          if (flags.size() >= MOST_FLAGS) {
            return new Changed.Refused(
                MOST_FLAGS + " patterns are flagged already; curation has to look at them first");
          }
          flags.add(new Flag(text, reason.strip(), origin));
          shelf.flag(flags);
          return new Changed.Done(
              new Change(
                  shelf.book().n(),
                  KnowledgeFile.IDENTITY,
                  "flagged",
                  origin,
                  "",
                  "",
                  new Splice(0, "", "")));
        });
  }

  /** Takes flags away that were looked at. */
  public void unflag(Set<String> patterns) {
    change(
        "taking flags away",
        shelf -> {
          shelf.flag(
              shelf.book().flags().stream()
                  .filter(flag -> !patterns.contains(flag.pattern()))
                  .toList());
          return true;
        });
  }

  /** Takes back what a change did; what came after it stays. */
  public Changed undo(long n, Origin origin) {
    return change(
        "undoing change " + n,
        shelf -> {
          long newest = shelf.book().n();
          Optional<Change> change =
              shelf.history().read(newest).stream().filter(c -> c.n() == n).findFirst();
          if (change.isEmpty()) {
            return new Changed.Refused("there is no change " + n + " that is still kept");
          }
          KnowledgeFile file = change.get().file();
          String now = shelf.text(file);
          Optional<String> after =
              shelf
                  .history()
                  .textAfter(file, n, now, newest)
                  .filter(text -> Digests.of(text).equals(change.get().after()));
          return after.isEmpty()
              ? new Changed.Refused(
                  "change " + n + " cannot be undone: the history has a gap after it")
              : wish(
                  shelf,
                  file,
                  after.get(),
                  change.get().splice().back(after.get()),
                  "undid change " + n,
                  origin);
        });
  }

  /** A person's word: what waits counts. */
  public Changed confirm(long n, Origin person) {
    return decide(n, true, person);
  }

  /** A person's word: what waits is dropped, and taken out of the file if it is there. */
  public Changed reject(long n, Origin person) {
    return decide(n, false, person);
  }

  private Changed decide(long n, boolean confirmed, Origin person) {
    if (person.trust() == Trust.UNTRUSTED) {
      return new Changed.Refused("only a person says whether what waits counts");
    }
    return change(
        "deciding on change " + n,
        shelf -> {
          Optional<Waiting> found = shelf.waiting().stream().filter(w -> w.n() == n).findFirst();
          if (found.isEmpty()) {
            return new Changed.Refused("nothing waits with the number " + n);
          }
          Waiting wish = found.get();
          String now = shelf.text(wish.file());
          String next = now;
          if (confirmed) {
            next = Merge.of(wish.base(), wish.text(), now);
          } else if (wish.inFile()) {
            next = Merge.of(wish.text(), wish.base(), now);
          }
          return shelf.decide(wish, confirmed, next, person);
        });
  }

  /** The changes that are still kept, oldest first. */
  public List<Change> history() {
    return new Shelf(folder).isBare()
        ? List.of()
        : change("reading the history", shelf -> shelf.history().read(shelf.book().n()));
  }

  /** A file as it was after a change; empty when the history does not reach it. */
  public Optional<String> textAfter(KnowledgeFile file, long n) {
    if (new Shelf(folder).isBare()) {
      return Optional.empty();
    }
    return change(
        "reading the history",
        shelf -> shelf.history().textAfter(file, n, shelf.text(file), shelf.book().n()));
  }
}
