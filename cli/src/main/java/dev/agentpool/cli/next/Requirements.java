package dev.agentpool.cli.next;

import dev.agentpool.cli.terminal.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a pull request needs of this machine and of the project. */
record Requirements(Programs programs, Path project, String remote) {
  private static final int SAID = 300;

  /** Each as a sentence that says what to do; none when all is there. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (programs.find("git").isEmpty()) {
      missing.add("git is not installed");
    } else if (programs.read(project, List.of("git", "remote", "get-url", remote)).code() != 0) {
      missing.add(
          project
              + " has no remote '"
              + remote
              + "': git remote add "
              + remote
              + " URL, or --remote NAME");
    }
    if (programs.find("gh").isEmpty()) {
      missing.add("gh, GitHub's command line, is not installed: https://cli.github.com");
    } else {
      // the project's own host alone: gh may be logged out of others
      Programs.Ran seen = programs.read(project, List.of("gh", "repo", "view", "--json", "url"));
      if (seen.code() != 0) {
        missing.add("gh cannot use this project's repository: " + Text.oneLine(seen.said(), SAID));
      }
    }
    return missing;
  }
}
