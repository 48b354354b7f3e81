package dev.agentpool.oldprogram;

import dev.agentpool.expert.ExpertName;
import dev.agentpool.expert.ExpertPlace;
import dev.agentpool.expert.ExpertPool;
import dev.agentpool.expert.PoolLayout;
import dev.agentpool.expert.Role;
import dev.agentpool.knowledge.ExpertStores;
import dev.agentpool.knowledge.Handwriting;
import dev.agentpool.knowledge.persona.Seeding;
import dev.agentpool.knowledge.persona.Seeding.SeedMail;
import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailFile;
import dev.agentpool.mail.MailId;
import dev.agentpool.mail.MailType;
import dev.agentpool.paper.GoText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code seed}: asks the researcher, by mail, for what an expert should know first. */
final class SeedCommand {
  private SeedCommand() {}

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
    Path project =
        pool.project(here.home(), here.directory())
            .orElseGet(() -> Optional.ofNullable(root.getParent()).orElse(root));
    ExpertPlace place = pool.place(layout, name);
    SeedMail seed =
        Seeding.mail(place, ExpertStores.of(place, Handwriting.PERSONS), project.toString(), now);
    MailId id = new MailId(seed.id());
    MailFile.post(
        layout.postoffice(),
        Mail.of(id, "cli", Role.RESEARCHER.word(), MailType.TASK, seed.body()),
        now);
    here.out()
        .println(
            "Seed task posted for expert " + GoText.quoted(name.value()) + " (id: " + id + ")");
    return 0;
  }
}
