package dev.agentpool.workspace.git;

import dev.agentpool.workspace.MergeWishes;
import dev.agentpool.workspace.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a merge commit is made of beside its files, and what of the user's own git counts for it:
 * their name always, their key and hooks when they wish it.
 *
 * @param place where the project's HEAD is
 */
record UserMerge(Repository project, GitPlace place, GitConfig config, MergeWishes wishes) {

  static UserMerge of(Repository project, GitPlace place, GitConfig config, MergeWishes wishes) {
    if (wishes.sign()) {
      FilterGuard.checkSigning(config);
    }
    return new UserMerge(project, place, config, wishes);
  }

  /** The merge commit, which no branch has yet. */
  String commit(String head, String tip, String files, String text) {
    return commit(List.of("-p", head, "-p", tip), files, text);
  }

  /** A commit on top of another, which no branch has yet. */
  String commitOn(String head, String files, String text) {
    return commit(List.of("-p", head), files, text);
  }

  private String commit(List<String> parents, String files, String text) {
    List<String> words = new ArrayList<>(List.of("commit-tree"));
    if (wishes.sign()) {
      words.add("-S");
    }
    words.addAll(parents);
    words.addAll(List.of("-F", "-", files));
    GitResult made = committing().run(words, text + "\n");
    if (!made.ok() && wishes.sign()) {
      throw WorkspaceException.ofTask(
          "the merge commit could not be signed, as sign_merges in config.toml asks: "
              + made.err().strip()
              + "; nothing was changed. The daemon cannot ask for a passphrase: keep the key in an"
              + " agent, or set sign_merges = false");
    }
    if (!made.ok()) {
      throw GitAdvice.failure(made);
    }
    return made.line();
  }

  /** The user commits when git knows who that is, else agentpool. */
  private GitPlace committing() {
    GitPlace user = new GitPlace(place.git().asTheUser(), place.where(), place.own());
    String configuredOnly = "user.useConfigOnly=true";
    boolean known =
        user.run("-c", configuredOnly, "var", "GIT_AUTHOR_IDENT").ok()
            && user.run("-c", configuredOnly, "var", "GIT_COMMITTER_IDENT").ok();
    return known ? user : place;
  }

  /** Are there hooks that have a say before the commit? */
  boolean asksHooks() {
    return wishes.hooks() && !Hooks.present(config, project, Hooks.OF_A_MERGE).isEmpty();
  }

  /**
   * Asks the hooks in a tree that holds the merged result.
   *
   * @return the message, as they leave it
   */
  String askHooks(GitPlace merged, Path gitDir, String text) throws IOException {
    GitPlace hooked = new GitPlace(merged.git().withHooks(), merged.where(), merged.own());
    Path message = Files.writeString(gitDir.resolve("MERGE_MSG"), text + "\n");
    ask(hooked, "pre-merge-commit");
    ask(hooked, "prepare-commit-msg", message.toString(), "merge");
    ask(hooked, "commit-msg", message.toString());
    return Files.readString(message).strip();
  }

  private static void ask(GitPlace place, String hook, String... arguments) {
    List<String> words = new ArrayList<>(List.of("hook", "run", "--ignore-missing", hook, "--"));
    words.addAll(List.of(arguments));
    GitResult said = place.run(words, "");
    if (!said.ok()) {
      throw WorkspaceException.ofTask(
          "the hook "
              + hook
              + " refused the merge (exit "
              + said.exit()
              + "): "
              + (said.err() + said.out()).strip()
              + "; nothing was changed");
    }
  }

  /** With the hooks that follow a merge, when they are wished. */
  GitPlace following() {
    return wishes.hooks()
        ? new GitPlace(place.git().withHooks(), place.where(), place.own())
        : place;
  }

  /** What the user's own git would have done, and was not asked to. */
  List<String> notices() {
    List<String> notices = new ArrayList<>();
    if (!wishes.sign() && config.isTrue("commit.gpgsign")) {
      notices.add(
          "the merge commit is not signed, though commit.gpgSign is set; sign_merges = true in"
              + " [git] of config.toml signs it");
    }
    List<String> hooks = Hooks.present(config, project, Hooks.OF_A_MERGE);
    if (!wishes.hooks() && !hooks.isEmpty()) {
      notices.add(
          "the project's hooks "
              + String.join(", ", hooks)
              + " were not run; merge_hooks = true in [git] of config.toml runs them");
    }
    return notices;
  }
}
