package org.duecourse.web;

import java.time.Clock;
import org.duecourse.absence.Deviations;
import org.duecourse.absence.NewTimes;
import org.duecourse.absence.RebookRuns;
import org.duecourse.crisis.Crisis;
import org.duecourse.crisis.Reserve;
import org.duecourse.desk.Desk;
import org.duecourse.worklist.ContractTerms;
import org.duecourse.worklist.Inbox;
import org.duecourse.worklist.ProtectedTime;
import org.duecourse.worklist.TaskSettings;
import org.duecourse.worklist.Worklist;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the server is made of: every part is named here, nothing is looked for. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    exclude = {
      UserDetailsServiceAutoConfiguration.class,
      OAuth2ClientAutoConfiguration.class,
      ErrorMvcAutoConfiguration.class
    })
@Import({
  SecurityConfiguration.class,
  LinkSecurity.class,
  Faults.class,
  ErrorPage.class,
  AssetFiles.class,
  SignInPages.class,
  SetupPages.class,
  PasswordPages.class,
  HomePage.class,
  DemoPages.class,
  AccountPages.class,
  TokenPages.class,
  AuditPages.class,
  OrderPages.class,
  BookingPages.class,
  OverridePages.class,
  VisitPages.class,
  DayPages.class,
  PeoplePages.class,
  MergePages.class,
  TaskPages.class,
  InboxPages.class,
  KindPages.class,
  PersonWorkPages.class,
  ClinicPages.class,
  ClinicianPages.class,
  WeekPages.class,
  TimePages.class,
  NewOrderPages.class,
  OfferPages.class,
  FeedPages.class,
  AbsencePages.class,
  PlanPages.class,
  NewTimePages.class,
  StrikePages.class,
  CrisisPages.class,
  GroupPages.class,
  MessagePages.class,
  BoardPages.class,
  ProtectedPages.class,
  SwapPages.class,
  TermPages.class,
  FigurePages.class,
  Interface.class,
  ApiOrders.class,
  ApiVisits.class,
  ApiPeople.class,
  ApiClinic.class,
  ApiPlans.class,
  ApiWork.class,
  ApiCrisis.class,
  ApiTerms.class,
  ApiProtected.class,
  ApiAudit.class,
  ApiPages.class
})
class WebConfiguration {
  @Bean
  TransactionTemplate transactions(PlatformTransactionManager manager) {
    return new TransactionTemplate(manager);
  }

  @Bean
  Deviations deviations(Desk desk) {
    return Deviations.over(desk);
  }

  @Bean
  Reserve reserve(Desk desk) {
    return Reserve.over(desk);
  }

  @Bean
  NewTimes newTimes(Desk desk) {
    return NewTimes.over(desk);
  }

  @Bean
  RebookRuns rebookRuns(Desk desk) {
    return RebookRuns.over(desk);
  }

  @Bean
  Crisis crisis(Desk desk) {
    return Crisis.over(desk);
  }

  @Bean
  Worklist worklist(Desk desk) {
    return Worklist.over(desk);
  }

  @Bean
  ProtectedTime protectedTime(Desk desk) {
    return ProtectedTime.over(desk);
  }

  @Bean
  ContractTerms contractTerms(Desk desk) {
    return ContractTerms.over(desk);
  }

  @Bean
  Inbox inbox(Desk desk) {
    return Inbox.over(desk);
  }

  @Bean
  TaskSettings taskSettings(Desk desk) {
    return TaskSettings.over(desk);
  }

  @Bean
  CoverWords coverWords(Crisis crisis, Clinics clinics) {
    return new CoverWords(crisis, clinics);
  }

  @Bean
  Counted counted(Desk desk) {
    return new Counted(desk);
  }

  @Bean
  Passwords passwords(ServerSettings settings) {
    return new Passwords(settings.passwordCost());
  }

  @Bean
  AuditLog auditLog(JdbcClient sql, Clock clock) {
    return new AuditLog(sql, clock);
  }

  @Bean
  Accounts accounts(
      JdbcClient sql,
      TransactionTemplate transactions,
      Passwords passwords,
      AuditLog audit,
      Clock clock) {
    return new Accounts(sql, transactions, passwords, audit, clock);
  }

  @Bean
  AccountTokens tokens(
      JdbcClient sql, TransactionTemplate transactions, AuditLog audit, Clock clock) {
    return new AccountTokens(sql, transactions, audit, clock);
  }

  @Bean
  SetupCode setupCode(
      JdbcClient sql, TransactionTemplate transactions, Accounts accounts, Clock clock) {
    return new SetupCode(sql, transactions, accounts, clock);
  }

  @Bean
  FeedLinks feedLinks(
      JdbcClient sql, TransactionTemplate transactions, AuditLog audit, Clock clock) {
    return new FeedLinks(sql, transactions, audit, clock);
  }

  @Bean
  Clinics clinics(Desk desk) {
    return new Clinics(desk);
  }

  @Bean
  ApiWords apiWords(Desk desk, Clinics clinics) {
    return new ApiWords(desk, clinics);
  }

  @Bean
  ApiArguments apiArguments() {
    return new ApiArguments();
  }

  @Bean
  Assets assets() {
    return new Assets();
  }

  @Bean
  Zones zones(JdbcClient sql) {
    return new Zones(sql);
  }

  @Bean
  Pages pages(Assets assets, Zones zones, Clock clock, ServerSettings settings) {
    return new Pages(assets, zones, clock, settings.idle());
  }

  @Bean
  Answers answers(Pages pages) {
    return new Answers(pages);
  }

  /** Two requests of one session at once may write the same attribute; the second one wins. */
  @Bean
  PostgreSqlJdbcIndexedSessionRepositoryCustomizer sessionsOnPostgreSql() {
    return new PostgreSqlJdbcIndexedSessionRepositoryCustomizer();
  }
}
