package dev.agentpool.expert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.contract.ContractStore;
import dev.agentpool.expert.log.ExpertLogs;
import dev.agentpool.expert.log.SessionResult;
import dev.agentpool.formula.FormulaFolder;
import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailFile;
import dev.agentpool.mail.MailText;
import dev.agentpool.mail.MailType;
import dev.agentpool.paper.FileProblem;
import dev.agentpool.testkit.OldPool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All files of pools that the old program left are understood. */
class OldPoolsTest {
  private static final ExpertName AUTH = new ExpertName("auth");
  @TempDir Path project;

  @Test
  void aPoolIsReadWithAllThatLiesInIt() throws Exception {
    Path root = OldPool.shop(project);
    assertThat(PoolDiscovery.find(project)).contains(root);
    assertThat(ExpertPoolFile.isOne(root.resolve("pool.toml"))).isTrue();
    ExpertPool pool = ExpertPoolFile.read(root.resolve("pool.toml"));
    assertThat(pool.warnings()).isEmpty();
    assertThat(pool.experts().keySet())
        .extracting(ExpertName::value)
        .containsExactly("api", "auth", "frontend");
    PoolLayout layout = PoolLayout.of(root, project.resolve("home"));
    assertThat(layout.place(AUTH).state()).content().contains("RS256");
    assertThat(new ContractStore(layout.contracts()).list().contracts()).hasSize(1);
    assertThat(new FormulaFolder(layout.formulas()).list().formulas()).hasSize(1);
    ExpertLogs logs = new ExpertLogs(layout.place(AUTH).logs());
    assertThat(SessionResult.in(logs.recall("task-login").orElseThrow()).orElseThrow().text())
        .isEqualTo("## Login\n\n- 200 with a token\n- 401 without");
    assertThat(logs.index().search("rs256")).hasSize(1);
  }

  @Test
  void itsMailsAndContractsAreWrittenAsTheyWere() throws Exception {
    Path root = OldPool.shop(project);
    Path file = root.resolve("experts/frontend/inbox/task-form.md");
    Mail mail = MailFile.read(file);
    assertThat(mail.dependsOn()).containsExactly("task-login");
    assertThat(MailText.compose(mail, Instant.EPOCH)).isEqualTo(Files.readString(file));
    Path answer = root.resolve("concierge/inbox/task-login.md");
    assertThat(MailFile.read(answer).type()).isEqualTo(MailType.RESPONSE);
    String index = Files.readString(root.resolve("contracts/index.md"));
    new ContractStore(root.resolve("contracts")).rewriteIndex();
    assertThat(root.resolve("contracts/index.md")).hasContent(index);
  }

  @Test
  void aPoolOfAnotherSystemIsReadAndWhatIsOddInItIsTold() throws Exception {
    Path root = OldPool.docs(project);
    ExpertPool pool = ExpertPoolFile.read(root.resolve("pool.toml"));
    assertThat(pool.warnings()).extracting(FileProblem::line).containsExactly(5, 16);
    assertThat(pool.defaults().allowedTools()).isEqualTo(ExpertPool.USUAL_TOOLS);
    assertThat(pool.curation()).isEqualTo(new Curation(0, 0));
    assertThat(pool.approvalMode()).isEqualTo(ApprovalMode.NONE);
    ExpertName security = new ExpertName("security");
    PoolLayout layout = PoolLayout.of(root, project.resolve("home"));
    assertThat(new ExpertLogs(pool.place(layout, security).logs()).recall("sec-1"))
        .as("a shared expert's logs lie in the pool")
        .isPresent();
    assertThat(MailFile.read(pool.place(layout, security).inbox().resolve("sec-2.md")).body())
        .isEqualTo("Look again.");
    assertThat(pool.place(layout, new ExpertName("tech writer")).inbox().resolve("late.md"))
        .exists();
  }
}
