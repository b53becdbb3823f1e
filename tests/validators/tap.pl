# Reads test output as `prove` does. Usage: tap.pl FILE; prints the counts and what is wrong.
# The parser of Perl knows versions up to 13, of which 14 keeps all that is counted here.
use strict;
use warnings;
use TAP::Parser;

open my $in, '<', $ARGV[0] or die;
my $tap = do { local $/; <$in> };
$tap =~ s/\ATAP version 14/TAP version 13/ or die 'no version';
my $parser = TAP::Parser->new({ tap => $tap });
$parser->run;
printf "run %d passed %d failed %d todo %d skipped %d planned %d\n",
    $parser->tests_run, scalar $parser->passed, scalar $parser->failed, scalar $parser->todo,
    scalar $parser->skipped, $parser->tests_planned;
print "wrong: $_\n" for $parser->parse_errors;
