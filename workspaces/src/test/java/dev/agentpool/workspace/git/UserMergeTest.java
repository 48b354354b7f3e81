package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.workspace.MergeWishes;
import dev.agentpool.workspace.Workspaces.Merged;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Signing and hooks are the user's: passed over and said, or done where they wish it. */
class UserMergeTest extends PlanTest {
  private Path ran() {
    return temp.resolve("ran");
  }

  private void hook(String name, String body) throws IOException {
    Path file = Files.createDirectories(project.dir().resolve(".git/hooks")).resolve(name);
    Files.writeString(file, "#!/bin/sh\necho " + name + " >> '" + ran() + "'\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** A gpg that signs everything. */
  private String gpg(int exit) throws IOException {
    return script(
        "cat > /dev/null; echo gpg >> '"
            + ran()
            + "'; [ "
            + exit
            + " = 0 ] || { echo no secret key >&2; exit 2; }\n"
            + "printf '\\n[GNUPG:] SIG_CREATED D\\n' >&2\n"
            + "printf -- '-----BEGIN PGP SIGNATURE-----\\n\\nx\\n-----END PGP SIGNATURE-----\\n'");
  }

  private Merged merge(boolean sign, boolean hooks) {
    GitWorkspaces wishing =
        new GitWorkspaces(git(), Duration.ofMinutes(1), () -> new MergeWishes(sign, hooks));
    return wishing.merge(project.dir(), base, "agentpool/work", "the message", null);
  }

  @Test
  void whatTheUsersGitWouldHaveDoneIsSaidAndNotDone() throws IOException {
    branch("agentpool/work", "b.txt", "b");
    hook("pre-merge-commit", "exit 1");
    hook("commit-msg", "exit 1");
    project.git("config", "commit.gpgSign", "true");
    Merged merged = merge(false, false);
    assertThat(ran()).doesNotExist();
    assertThat(merged.notices())
        .anySatisfy(said -> assertThat(said).contains("not signed", "sign_merges = true"))
        .anySatisfy(
            said -> assertThat(said).contains("commit-msg, pre-merge-commit", "merge_hooks"));
  }

  @Test
  void aMergeIsSaidToBeAsTheUsersOwnWhenNothingWasPassedOver() {
    branch("agentpool/work", "b.txt", "b");
    assertThat(merge(false, false).notices()).isEmpty();
  }

  @Test
  void hooksRunWhereTheUserWishesItInATreeWithTheMergedFiles() throws IOException {
    branch("agentpool/work", "b.txt", "b");
    hook("pre-merge-commit", "test -f b.txt || exit 1");
    hook("commit-msg", "echo 'Reviewed: yes' >> \"$1\"");
    hook("post-merge", "");
    Merged merged = merge(false, true);
    assertThat(merged.notices()).isEmpty();
    assertThat(ran()).hasContent("pre-merge-commit\ncommit-msg\npost-merge");
    assertThat(project.git("log", "-1", "--format=%B")).isEqualTo("the message\nReviewed: yes");
    assertThat(project.dir().resolve("b.txt")).exists();
    assertThat(project.git("worktree", "list").lines()).hasSize(1);
  }

  @Test
  void aHookThatRefusesLeavesEverythingAsItWas() throws IOException {
    branch("agentpool/work", "b.txt", "b");
    hook("pre-merge-commit", "echo 'not on a Friday' >&2; exit 1");
    String head = project.head();
    assertThatThrownBy(() -> merge(false, true))
        .hasMessageContaining("pre-merge-commit refused the merge")
        .hasMessageContaining("not on a Friday");
    assertThat(project.head()).isEqualTo(head);
    assertThat(project.git("status", "--porcelain")).isEmpty();
    assertThat(project.git("worktree", "list").lines()).hasSize(1);
  }

  @Test
  void aMergeIsSignedByTheUsersProgramWhereTheyWishIt() throws IOException {
    branch("agentpool/work", "b.txt", "b");
    Files.writeString(
        temp.resolve("home/.gitconfig"),
        "[gpg]\n\tprogram = " + gpg(0) + "\n[user]\n\tname = U\n\temail = u@x\n\tsigningKey = k\n");
    merge(true, false);
    assertThat(ran()).hasContent("gpg");
    assertThat(project.git("cat-file", "commit", "HEAD")).contains("gpgsig -----BEGIN PGP");
  }

  @Test
  void aSignatureThatCannotBeMadeRefusesTheMerge() throws IOException {
    branch("agentpool/work", "b.txt", "b");
    Files.writeString(temp.resolve("home/.gitconfig"), "[gpg]\n\tprogram = " + gpg(2) + "\n");
    String head = project.head();
    assertThatThrownBy(() -> merge(true, false)).hasMessageContaining("could not be signed");
    assertThat(project.head()).isEqualTo(head);
  }

  @Test
  void aProgramThatTheRepositoryNamesForSigningIsRefused() throws IOException {
    branch("agentpool/work", "b.txt", "b");
    project.git("config", "gpg.program", gpg(0));
    assertThatThrownBy(() -> merge(true, false)).hasMessageContaining("gpg.program");
    assertThat(ran()).doesNotExist();
  }

  @Test
  void aCommitOfWhatWasLeftTellsThatItWasMadeWithoutHooksAndSignature() throws IOException {
    hook("pre-commit", "exit 1");
    project.git("config", "commit.gpgSign", "true");
    Workspace workspace = worktree(ONE);
    in(workspace).write("left.txt", "l");
    assertThat(workspace.finish().commits()).isEqualTo(1);
    assertThat(workspace.notices())
        .singleElement()
        .asString()
        .contains("task-01", "unsigned", "without the hooks pre-commit");
    assertThat(ran()).doesNotExist();
  }
}
