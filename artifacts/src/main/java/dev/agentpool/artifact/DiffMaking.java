package dev.agentpool.artifact;

import dev.agentpool.keep.KeptTexts;
import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.workspace.Difference;
import dev.agentpool.workspace.Differences;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes the diff of a holder, and what git says of its working tree. */
final class DiffMaking {
  static final Duration LIMIT = Duration.ofSeconds(30);
  private final Differences differences;
  private final KeptTexts kept;

  DiffMaking(Differences differences, KeptTexts kept) {
    this.differences = differences;
    this.kept = kept;
  }

  /**
   * @param where its work is; empty when it has not begun, and then there is none
   */
  Optional<DiffNote> made(
      ArtifactFolder folder, Subject subject, Optional<Differences.Place> where) {
    if (where.isEmpty()) {
      return Optional.empty();
    }
    Differences.Place place = where.get();
    Optional<DiffNote> before = DiffNote.in(folder).filter(note -> isFinal(note, subject, place));
    if (before.isPresent() && folder.has(ArtifactKind.DIFF.file())) {
      return before;
    }
    Difference made =
        place.start().isEmpty()
            ? Difference.none("the project is in no git repository with a commit")
            : differences.write(place, folder.file(ArtifactKind.DIFF.file()), LIMIT);
    if (!made.complete()) {
      folder.replace(ArtifactKind.DIFF.file(), told(made.notes()));
    }
    folder.replace(ArtifactKind.GIT_STATUS.file(), kept.over(made.status()));
    DiffNote note = DiffNote.of(made, place.start(), subject.ended());
    folder.replace(DiffNote.FILE, note.text());
    return Optional.of(note);
  }

  /** What a branch has does not change; what others change too stays as it was at the end. */
  private static boolean isFinal(DiffNote note, Subject subject, Differences.Place place) {
    boolean isOwn = place.mode() == WorkspaceMode.WORKTREE || place.mode() == WorkspaceMode.CLONE;
    boolean isAgain = note.ended() && note.complete() && note.start().equals(place.start());
    return subject.ended() && isAgain && !(isOwn && place.plan() == null && place.works());
  }

  private static String told(List<String> notes) {
    return "[agentpool] " + String.join("; ", notes).replace('\n', ' ') + "\n";
  }
}
