# Reads test output as `prove` does. Usage: tap.pl FILE; prints the counts and what is wrong.
use strict;
use warnings;
use TAP::Parser;

open my $in, '<', $ARGV[0] or die;
my $tap = do { local $/; <$in> };
my $parser = TAP::Parser->new({ tap => $tap });
my ($blocks, $stray) = (0, 0);
while (my $result = $parser->next) {
    $blocks++ if $result->is_yaml;
    $stray++ if $result->is_unknown;
}
printf "run %d passed %d failed %d todo %d skipped %d planned %d blocks %d stray %d\n",
    $parser->tests_run, scalar $parser->passed, scalar $parser->failed, scalar $parser->todo,
    scalar $parser->skipped, $parser->tests_planned, $blocks, $stray;
print "wrong: $_\n" for $parser->parse_errors;
