package dev.agentpool.artifact;

import dev.agentpool.activity.ActivityLog;
import dev.agentpool.activity.LastScreens;
import dev.agentpool.keep.KeptTexts;
import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.workspace.Differences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What agents leave, a folder a holder (spec control-plane 12). A folder comes to be, and is
 * brought up to date, when it is asked for: all that is in it is made of what is kept already.
 * Thread-safe; a holder is served to one at a time.
 */
public final class Artifacts {
  static final String NO_RESULT = "[agentpool] there is no result yet\n";
  private static final int LOCKS = 64;
  private static final int PARTIAL_LETTERS = 4_000;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.INDENT_OUTPUT)
          .build();

  private final Path root;
  private final ActivityLog activity;
  private final KeptTexts kept;
  private final InstantSource clock;
  private final Projection projection;
  private final DiffMaking diffs;
  private final ReentrantLock[] locks =
      IntStream.range(0, LOCKS).mapToObj(i -> new ReentrantLock()).toArray(ReentrantLock[]::new);

  /**
   * @param root the folder of all
   * @param mostTranscript bytes of one transcript
   */
  public Artifacts(
      Path root,
      ActivityLog activity,
      Differences differences,
      InstantSource clock,
      LongSupplier mostTranscript) {
    this.root = root;
    this.activity = activity;
    this.kept = activity.kept();
    this.clock = clock;
    this.projection = new Projection(activity, mostTranscript);
    this.diffs = new DiffMaking(differences, kept);
  }

  /** Where a holder's are. */
  public Path folder(Holder holder) {
    return new ArtifactFolder(root, holder).path();
  }

  /** All kinds there are, with those that are there; brought up to date, but for the diff. */
  public List<Artifact> manifest(Subject subject) {
    return locked(
        subject.holder(),
        () -> {
          ArtifactFolder folder = prepared(subject);
          subject.result().ifPresent(text -> result(folder, text));
          return rows(folder);
        });
  }

  /**
   * Brings all up to date.
   *
   * @param includeDiff whether the diff too, which may take half a minute
   */
  public Collected collect(Subject subject, boolean includeDiff) {
    return locked(
        subject.holder(),
        () -> {
          ArtifactFolder folder = prepared(subject);
          Optional<Differences.Place> place = place(folder, subject);
          Optional<DiffNote> diff =
              includeDiff ? diffs.made(folder, subject, place) : DiffNote.in(folder);
          String tail = kept.over(new TranscriptReader(folder).tail(PARTIAL_LETTERS).text());
          String end = tail.substring(Math.max(0, tail.length() - PARTIAL_LETTERS));
          result(folder, subject.result().orElse(NO_RESULT));
          folder.replace(ArtifactKind.SUMMARY_PARTIAL.file(), partial(subject, end));
          folder.replace(ArtifactKind.METADATA.file(), metadata(subject, diff));
          projection.event(
              folder,
              EventText.line(
                  subject.holder().id() + "-collect-" + clock.millis(),
                  "collect",
                  "",
                  Map.of("include_diff", includeDiff),
                  subject.state(),
                  clock.instant()));
          return new Collected(
              folder.path(),
              rows(folder).stream().filter(Artifact::exists).toList(),
              subject.result().orElse(end),
              place.filter(known -> !known.start().isEmpty()).isPresent(),
              diff.map(DiffNote::dirty).orElse(false),
              diff.map(DiffNote::files).orElse(List.of()),
              diff.map(DiffNote::notes).orElse(List.of()));
        });
  }

  /** The last screens of those that have a terminal. */
  public LastScreens screens() {
    return activity.screens();
  }

  /** What its diff changes, made anew; empty while there is none, or where it cannot be made. */
  public Optional<List<String>> changed(Subject subject) {
    return locked(
        subject.holder(),
        () -> {
          ArtifactFolder folder = prepared(subject);
          Optional<Differences.Place> place = place(folder, subject);
          return diffs.made(folder, subject, place).filter(DiffNote::complete).map(DiffNote::files);
        });
  }

  private Optional<Differences.Place> place(ArtifactFolder folder, Subject subject) {
    return projection
        .catchUp(folder, subject.holder())
        .first()
        .flatMap(turn -> place(subject, turn));
  }

  private static Optional<Differences.Place> place(Subject subject, Projected.Turn began) {
    return Arrays.stream(WorkspaceMode.values())
        .filter(mode -> mode.wireName().equals(began.mode()))
        .findFirst()
        .map(mode -> subject.places().of(mode, began.start()));
  }

  /** A page of the transcript as it is now. */
  public TranscriptPage page(Holder holder, long offset, int limit) {
    return locked(holder, () -> caughtUp(holder).page(offset, limit));
  }

  /** Its last lines. */
  public TranscriptPage tail(Holder holder, int lines) {
    return locked(holder, () -> caughtUp(holder).tail(lines));
  }

  /** What happened, as {@code events.jsonl} has it: the last of it. */
  public String events(Holder holder, int mostBytes) {
    return locked(
        holder,
        () -> {
          caughtUp(holder);
          ArtifactFolder folder = new ArtifactFolder(root, holder);
          String all = folder.text(ArtifactKind.EVENTS.file(), Integer.MAX_VALUE - 8).orElse("");
          return all.substring(Math.max(0, all.length() - mostBytes));
        });
  }

  /** Notes that something was done with what a holder left. */
  public void happened(Subject subject, String type, Map<String, Object> metadata) {
    locked(
        subject.holder(),
        () -> {
          projection.event(
              prepared(subject),
              EventText.line(
                  subject.holder().id() + "-" + type + "-" + clock.millis(),
                  type,
                  "",
                  metadata,
                  subject.state(),
                  clock.instant()));
          return true;
        });
  }

  /** All of a holder that has ended goes: its folders, and the activity they were made of. */
  void forget(KeptHolders.Kept kept) throws IOException {
    ReentrantLock lock = lock(kept.holder());
    lock.lock();
    try {
      for (Path folder : kept.folders()) {
        Path doomed = folder.resolveSibling("." + folder.getFileName() + ".removed");
        Folders.delete(doomed);
        Files.move(folder, doomed, StandardCopyOption.ATOMIC_MOVE);
        Folders.delete(doomed);
      }
      activity.remove(kept.holder());
    } finally {
      lock.unlock();
    }
  }

  private ReentrantLock lock(String holder) {
    return locks[Math.floorMod(holder.hashCode(), LOCKS)];
  }

  private TranscriptReader caughtUp(Holder holder) {
    ArtifactFolder folder = new ArtifactFolder(root, holder);
    folder.create();
    projection.catchUp(folder, holder);
    return new TranscriptReader(folder);
  }

  private ArtifactFolder prepared(Subject subject) {
    ArtifactFolder folder = new ArtifactFolder(root, subject.holder());
    folder.create();
    projection.catchUp(folder, subject.holder());
    String asked =
        String.join(
            "\n\n---\n\n", subject.holder().turns().stream().map(Holder.Turn::asked).toList());
    folder.replace(ArtifactKind.PROMPT.file(), kept.over(asked));
    folder.replace(ArtifactKind.METADATA.file(), metadata(subject, DiffNote.in(folder)));
    activity
        .screens()
        .of(subject.holder().id())
        .ifPresent(screen -> folder.replace(ArtifactKind.SCREEN.file(), kept.over(screen)));
    return folder;
  }

  private void result(ArtifactFolder folder, String text) {
    String told = kept.over(text);
    folder.replace(ArtifactKind.SUMMARY.file(), told);
    folder.replace(ArtifactKind.RESULT.file(), told);
  }

  private String metadata(Subject subject, Optional<DiffNote> diff) {
    Map<String, Object> all = new TreeMap<>(subject.metadata());
    all.put("session_id", subject.holder().id());
    all.put("state", subject.state());
    diff.ifPresent(note -> {
      Map<String, Object> git = new TreeMap<>();
      git.put("is_repo", !note.start().isEmpty());
      git.put("dirty", note.dirty());
      git.put("changed_files", note.files());
      all.put("git", git);
    });
    return kept.json(JSON.writeValueAsString(all)) + "\n";
  }

  private String partial(Subject subject, String end) {
    String shown = end.isBlank() ? "(nothing yet)" : end.replace("```", "'''");
    return "# Where it stands\n\n- session_id: `"
        + subject.holder().id()
        + "`\n- state: `"
        + subject.state()
        + "`\n- observed_at: `"
        + clock.instant()
        + "`\n\n## The end of its transcript\n\n```text\n"
        + shown.stripTrailing()
        + "\n```\n";
  }

  private static List<Artifact> rows(ArtifactFolder folder) {
    Optional<DiffNote> diff = DiffNote.in(folder);
    List<Artifact> rows = new ArrayList<>();
    for (ArtifactKind kind : ArtifactKind.values()) {
      Map<String, Object> metadata = new TreeMap<>();
      if (kind == ArtifactKind.DIFF) {
        diff.ifPresent(note -> {
          metadata.put("redacted", false);
          metadata.put("applies_to", note.start());
          metadata.put("complete", note.complete());
          metadata.put("notes", note.notes());
        });
      }
      rows.add(new Artifact(kind, folder.file(kind.file()), folder.digest(kind.file()), metadata));
    }
    return rows;
  }

  private <T> T locked(Holder holder, Supplier<T> work) {
    ReentrantLock lock = lock(holder.id());
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
