package dev.rewind;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.ejml.data.DMatrixD1;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plan of the house, docs/ARCHITECTURE.md, as rules over the compiled classes of all rooms. */
class ArchitectureTest {
  private static final String TRANSCENDENTAL =
      "sinh?|cosh?|tanh?|asin|acos|atan2?|exp|expm1|log|log10|log1p|pow|cbrt|hypot";

  private static final JavaClasses REWIND =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.rewind");

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      textBlock =
          """
          core       > nothing
          autograd   > core
          layers     > core autograd
          optimizers > core autograd
          training   > core autograd layers optimizers
          saving     > core autograd layers optimizers training
          testkit    > nothing
          examples   > core autograd layers optimizers training saving
          """)
  void roomUsesOnlyTheRoomsBelow(String room, String below) {
    String[] ownAndBelow =
        Stream.of((room + " " + below).split(" "))
            .map(name -> "dev.rewind." + name + "..")
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAPackage("dev.rewind." + room + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.rewind..").and(not(resideInAnyPackage(ownAndBelow))))
        .check(REWIND);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("dev.rewind.(**)").should().beFreeOfCycles().check(REWIND);
  }

  /** A kernel knows matrices and options, not what they are used for. */
  @Test
  void kernelsDoNotKnowTheTape() {
    noClasses()
        .that()
        .resideInAPackage("dev.rewind.core.kernels..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.rewind.autograd..")
        .check(REWIND);
  }

  /** A layer is written in operations; the numbers inside a matrix are the business of kernels. */
  @Test
  void layersDoNotTouchTheNumbersOfAMatrix() {
    noClasses()
        .that()
        .resideInAPackage("dev.rewind.layers..")
        .should()
        .accessTargetWhere(
            targetOwner(assignableTo(DMatrixD1.class)).and(target(nameMatching("data|getData"))))
        .check(REWIND);
  }

  @Test
  void onlySavingAndTheTestkitReadJson() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.rewind.saving..", "dev.rewind.testkit..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml.jackson..")
        .check(REWIND);
  }

  @Test
  void onlyTheDataReadCsv() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.rewind.training.data..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.commons.csv..")
        .check(REWIND);
  }

  @Test
  void onlyTheTestkitUsesTestLibraries() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.rewind.testkit..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.junit..", "org.assertj..")
        .check(REWIND);
  }

  @Test
  void staticFieldsAreFinal() {
    fields().that().areStatic().should().beFinal().check(REWIND);
  }

  @Test
  void noStateIsBoundToAThread() {
    noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class).check(REWIND);
  }

  /** Every draw comes from a seeded source that was handed over. */
  @Test
  void noRandomnessIsGlobal() {
    noClasses()
        .should()
        .callMethod(Math.class, "random")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ThreadLocalRandom.class)
        .check(REWIND);
  }

  /** Math may round these differently on each machine and JDK; StrictMath may not. */
  @Test
  void transcendentalFunctionsAreThoseOfStrictMath() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.rewind.core..",
            "dev.rewind.autograd..",
            "dev.rewind.layers..",
            "dev.rewind.optimizers..",
            "dev.rewind.training..",
            "dev.rewind.saving..")
        .should()
        .accessTargetWhere(
            targetOwner(assignableTo(Math.class)).and(target(nameMatching(TRANSCENDENTAL))))
        .check(REWIND);
  }
}
