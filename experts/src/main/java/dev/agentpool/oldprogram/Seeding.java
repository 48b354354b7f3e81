package dev.agentpool.oldprogram;

import dev.agentpool.expert.ExpertName;
import dev.agentpool.expert.ExpertPlace;
import dev.agentpool.expert.ExpertPool;
import dev.agentpool.expert.PoolLayout;
import dev.agentpool.expert.Role;
import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailFile;
import dev.agentpool.mail.MailId;
import dev.agentpool.mail.MailType;
import dev.agentpool.paper.GoText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code seed}: asks the researcher, by mail, for what an expert should know first. */
final class Seeding {
  private Seeding() {}

  static int seed(List<String> words, Where here) throws Failed, IOException {
    Flags flags = Flags.of(words, "--pool", "--expert");
    String asked = flags.given("--expert").orElseThrow(() -> new Failed(Usage.OF_SEED));
    Path root = here.pool(flags.text("--pool"));
    ExpertPool pool = here.read(root);
    ExpertName name =
        ExpertName.of(asked)
            .filter(one -> pool.experts().containsKey(one) || pool.isShared(one))
            .orElseThrow(() ->
                new Failed(
                    "error: expert "
                        + GoText.quoted(asked)
                        + " not found in pool config (check [experts] or [shared] sections)"));
    PoolLayout layout = here.layout(root);
    Instant now = here.clock().instant();
    MailId id = MailId.ofSeed(name.value(), now);
    Path project =
        pool.project(here.home(), here.directory())
            .orElseGet(() -> Optional.ofNullable(root.getParent()).orElse(root));
    String body = body(name, project, identity(pool.place(layout, name)));
    MailFile.post(
        layout.postoffice(), Mail.of(id, "cli", Role.RESEARCHER.word(), MailType.TASK, body), now);
    here.out()
        .println(
            "Seed task posted for expert " + GoText.quoted(name.value()) + " (id: " + id + ")");
    return 0;
  }

  private static String identity(ExpertPlace place) throws IOException {
    return Files.isRegularFile(place.identity())
        ? GoText.trimmed(Files.readString(place.identity()))
        : "";
  }

  private static String body(ExpertName name, Path project, String identity) {
    String who = identity.isEmpty() ? "" : "\n\n### Its identity\n\n" + identity;
    return """
    ## Seed Task

    **Expert:** %s
    **Project:** %s

    This expert knows nothing yet. Read the project as far as it is the expert's: its layout, \
    how it is built and tested, the words it uses, what is easy to get wrong. Then write what \
    the expert should know at the start of every task, in short sentences with the files they \
    are about, and store it with `write_expert_state` (expert `%s`, file `state`).\
    """
            .formatted(name, project, name)
        + who;
  }
}
