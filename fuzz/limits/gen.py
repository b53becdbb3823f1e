"""gen.py KIND N > ruleset: inputs of each kind, of n parts"""
import sys
HEAD='''regelset p "P"
  versie 1.0.0
  geldig 2025-01-01 t/m 2034-12-31
  leest afspraak

hoofdstuk proef "Proef"

bron wet "Een wet"
  datum   2024
  graad   A

'''
OBJ='''object afspraak "A"
  periode: periode verplicht rol looptijd "J"
  gemeenten: lijst van gemeente "G"
%s
object gemeente "G"
  naam: tekst rol aanduiding "N"
  woningen: aantal woningen "W"
  sociaal: aantal woningen "S"
  krimp: ja/nee "K"
%s
'''
P='''parameter vloer: aantal "x"
  altijd = 7  bron wet, "a"

'''
RULE='''regel PRF-%02d "T"
  bron          wet, "artikel 1"
  sterkte       verplicht
  voor elke     gemeente in afspraak.gemeenten
%s
  melding       "%s"

'''
def rule(eis='  eis gemeente.woningen >= vloer',msg='x',i=1): return RULE%(i,eis,msg)
def obj(a='',g=''): return OBJ%(a,g)
def kind(k,n):
    b=HEAD+obj()+P
    E='  eis '
    if k=='choices': return b+'keuzelijst k "x"\n'+''.join(f'  w{i} "y"\n' for i in range(n))+rule()
    if k=='choices_bare': return b+'keuzelijst k "x"\n  '+' '.join(f'w{i}' for i in range(n))+'\n'+rule()
    if k=='codes': return b+'keuzelijst k "x"\n  w '+' '.join(f'code c{i}' for i in range(n))+'\n'+rule()
    if k=='choice_inline': return HEAD+obj('',' x: keuze ('+', '.join(f'w{i}' for i in range(n))+') "x"\n')+P+rule()
    if k=='choices_dup': return b+'keuzelijst k "x"\n'+''.join(f'  w "y"\n' for i in range(n))+rule()
    if k=='fields': return HEAD+obj('',''.join(f'  f{i}: aantal "y"\n' for i in range(n)))+P+rule()
    if k=='fields_dup': return HEAD+obj('',''.join(f'  f: aantal "y"\n' for i in range(n)))+P+rule()
    if k=='fields_part': return HEAD+obj('',''.join(f'  f{i}: aantal deel van f{i+1} "y"\n' for i in range(n)))+P+rule()
    if k=='fields_badtype': return HEAD+obj('',''.join(f'  f{i}: onbekend{i} "y"\n' for i in range(n)))+P+rule()
    if k=='fields_badrole': return HEAD+obj('',''.join(f'  f{i}: tekst rol aanduidin "y"\n' for i in range(n)))+P+rule()
    if k=='ext': return b+''.join(f'uitbreiding gemeente\n  f{i}: aantal "y"\n' for i in range(n))+rule()
    if k=='objects': return b+''.join(f'object o{i} "x"\n  naam: tekst "n"\n' for i in range(n))+rule()
    if k=='objects_chain': return b+''.join(f'object o{i} "x"\n  n: o{i+1} "n"\n' for i in range(n))+rule()
    if k=='objects_cycles': return b+''.join(f'object o{i} "x"\n  n: o{i+1} "n"\n  m: o0 "n"\n' for i in range(n))+rule()
    if k=='objects_dup': return b+''.join(f'object o "x"\n  naam: tekst "n"\n' for i in range(n))+rule()
    if k=='objects_bare': return b+''.join(f'object o{i} "x"\n' for i in range(n))+rule()
    if k=='uses_fields': return HEAD+obj('',''.join(f'  f{i}: aantal woningen "y"\n' for i in range(n)))+P+rule('  eis '+'('*0+' en '.join(f'gemeente.f{i} >= vloer' for i in range(min(n,90)))) if 0 else HEAD+obj('',''.join(f'  f{i}: aantal woningen "y"\n' for i in range(n)))+P+''.join(rule(f'  eis gemeente.f{i} >= vloer','x',i) for i in range(n))
    if k=='params': return b+''.join(f'parameter p{i}: aantal "x"\n  altijd = {i}  bron wet, "a"\n' for i in range(n))+rule()
    if k=='params_chain': return b+''.join(f'parameter p{i}: aantal "x"\n  altijd = p{i+1}  bron wet, "a"\n' for i in range(n))+rule()
    if k=='params_cycles': return b+''.join(f'parameter p{i}: aantal "x"\n  altijd = p{i+1} + p0  bron wet, "a"\n' for i in range(n))+rule()
    if k=='params_uses': return b+''.join(f'parameter p{i}: aantal "x"\n  altijd = {i}  bron wet, "a"\n' for i in range(n))+rule('\n'.join(f'  eis gemeente.woningen >= p{i}' for i in range(n)))
    if k=='param_double':
        return b+''.join(f'parameter p{i}: getal "x"\n  altijd = p{i+1} + p{i+1}  bron wet, "a"\n' for i in range(n))+f'parameter p{n}: getal "x"\n  altijd = 1  bron wet, "a"\n'+rule('  eis p0 >= 1')
    if k=='values': return b+'parameter p: per datum aantal "x"\n'+''.join(f'  vanaf {1000+i//336:04d}-{(i//28)%12+1:02d}-{i%28+1:02d} = {i} bron wet, "a"\n' for i in range(n))+rule()
    if k=='values_same': return b+'parameter p: per datum aantal "x"\n'+''.join(f'  vanaf 2025-01-01 = {i} bron wet, "a"\n' for i in range(n))+rule()
    if k=='values_gaps': return b+'parameter p: per jaar aantal "x"\n'+''.join(f'  {1000+2*i} = {i} bron wet, "a"\n' for i in range(n))+''.join(f'  {1000+2*i+1} volgens formule {i} bron wet, "a"\n' for i in range(n))+rule()
    if k=='args': return b+rule('  eis som('+', '.join('gemeente.woningen' for i in range(n))+') >= vloer')
    if k=='args_lit': return b+rule('  eis som('+', '.join('1' for i in range(n))+') >= vloer')
    if k=='args_wrong': return b+rule('  eis bekend('+', '.join('1' for i in range(n))+')')
    if k=='args_badtype': return b+rule('  eis som('+', '.join('gemeente.krimp' for i in range(n))+') >= vloer')
    if k=='args_unknown': return b+rule('  eis som('+', '.join(f'onbekend{i}' for i in range(n))+') >= vloer')
    if k=='args_nest': return b+rule('  eis som('+', '.join('gemeente.woningen' for i in range(n))+', [ ')
    if k=='in': return b+rule('  eis gemeente.woningen in ('+', '.join('1' for i in range(n))+')')
    if k=='members_bad': return b+rule('  eis som('+', '.join(f'gemeente.onbekend{i}' for i in range(n))+') >= vloer')
    if k=='members_badmany': return HEAD+obj('',''.join(f'  f{i}: aantal woningen "y"\n' for i in range(n)))+P+rule('  eis som('+', '.join(f'gemeente.onbekend{i}' for i in range(n))+') >= vloer')
    if k=='placeholders': return b+rule(msg=''.join('{gemeente.naam}' for i in range(n)))
    if k=='placeholders_bad': return b+rule(msg=''.join('{gemeente.nam}' for i in range(n)))
    if k=='placeholders_syntax': return b+rule(msg=''.join('{1 1}' for i in range(n)))
    if k=='braces_open': return b+rule(msg='{'*n)
    if k=='brace_strings': return b+rule(msg='{ '+"\\\""*n)
    if k=='messages': return b+rule(msg='x')+''.join(f'  melding "m{i} {{gemeente.naam}}" als gemeente.krimp\n' for i in range(n))
    if k=='lets': return b+rule('  waarbij\n'+''.join(f'    a{i} = gemeente.woningen\n' for i in range(n))+'  eis som('+', '.join(f'a{i}' for i in range(n))+') >= vloer')
    if k=='lets_unused': return b+rule('  waarbij\n'+''.join(f'    a{i} = gemeente.woningen\n' for i in range(n))+'  eis gemeente.woningen >= vloer')
    if k=='lets_dup': return b+rule('  waarbij\n'+''.join(f'    a = gemeente.woningen\n' for i in range(n))+'  eis gemeente.woningen >= vloer')
    if k=='lets_double': return b+rule('  waarbij\n    a0 = gemeente.woningen\n'+''.join(f'    a{i} = som(a{i-1}, a{i-1})\n' for i in range(1,n))+f'  eis a{n-1} >= vloer')
    if k=='lets_triple': return b+rule('  waarbij\n    a0 = gemeente.woningen\n'+''.join(f'    a{i} = a{i-1} bij ontbreken a{i-1}\n' for i in range(1,n))+f'  eis a{n-1} >= vloer')
    if k=='squares': return b+rule('  waarbij\n    a0 = gemeente.sociaal / gemeente.woningen\n'+''.join(f'    a{i} = a{i-1} * a{i-1}\n' for i in range(1,n))+f'  eis a{n-1} <= 1')
    if k=='foreach': return b+'regel PRF-01 "T"\n  bron wet, "a"\n  sterkte verplicht\n  voor elke g0 in afspraak.gemeenten'+''.join(f', elke g{i} in g{i-1}' for i in range(1,n))+'\n  eis 1 = 1\n  melding "x"\n'
    if k=='brackets': return b+rule('  eis '+'('*n+'1'+')'*n+' > 0')
    if k=='brackets_open': return b+rule('  eis '+'('*n)
    if k=='index_nest': return b+rule('  eis '+'vloer['*n+'1'+']'*n+' > 0')
    if k=='postfix': return b+rule('  eis gemeente'+'[0]'*n+' > 0')
    if k=='points': return b+rule('  eis gemeente'+'.a'*n+' > 0')
    if k=='plus': return b+rule('  eis '+'+'.join('1' for _ in range(n))+' > 0')
    if k=='en': return b+rule('  eis '+' en '.join('ja' for _ in range(n)))
    if k=='niet': return b+rule('  eis '+'niet '*n+'ja')
    if k=='als': return b+rule('  eis '+'als '*n+'ja')
    if k=='als_full': return b+rule('  eis '+'als ja dan ja anders '*n+'ja')
    if k=='elke': return b+rule('  eis '+'elke g in afspraak.gemeenten geldt '*n+'ja')
    if k=='type_nest': return HEAD+obj('','  x: '+'lijst van '*n+'tekst "x"\n')+P+rule()
    if k=='type_deep_uses': return HEAD+obj('','  x: '+'per jaar '*90+'tekst "x"\n')+P+rule('  eis bekend('+', '.join('gemeente.x' for _ in range(n))+')')
    if k=='sources': return b+''.join(f'bron b{i} "x"\n  datum 2024\n  graad A\n' for i in range(n))+rule()
    if k=='sources_bad': return b+''.join(f'bron b{i} "x"\n' for i in range(n))+rule()
    if k=='cites_bad': return b+rule(''.join(f'  bron we, "a"\n' for i in range(n))+'  eis gemeente.woningen >= vloer')
    if k=='cites': return b+rule(''.join(f'  bron wet, "a"\n' for i in range(n))+'  eis gemeente.woningen >= vloer')
    if k=='chapters': return b+''.join(f'hoofdstuk h{i} "x"\n' for i in range(n))+rule()
    if k=='rules': return b+''.join(rule(i=i) for i in range(n))
    if k=='rules_bare': return b+''.join(f'regel A-{i} "T"\n' for i in range(n))
    if k=='rules_dup': return b+''.join(rule() for i in range(n))
    if k=='rules_chain': return b+''.join(rule(f'  eis PRF-{i+1:02d} voldoet voor gemeente','x',i) for i in range(n))+rule(i=n)
    if k=='rules_cycles': return b+''.join(rule(f'  eis PRF-{i+1:02d} voldoet voor gemeente en PRF-00 voldoet voor gemeente','x',i) for i in range(n))+rule(i=n)
    if k=='requires': return b+rule('\n'.join('  eis gemeente.woningen >= vloer' for i in range(n)))
    if k=='dupclause': return b+rule('\n'.join('  sterkte verplicht' for i in range(n))+'\n  eis gemeente.woningen >= vloer')
    if k=='advice': return b+rule()+''.join('  hulp "x {gemeente.naam}" als gemeente.krimp\n' for i in range(n))
    if k=='interp': return b+rule()+''.join('  interpretatie "x"\n' for i in range(n))
    if k=='figures': return b+rule()+''.join('  figuur "x" per j in jaren(afspraak.periode)\n    lijn "a" = gemeente.woningen\n' for i in range(n))
    if k=='figlines': return b+rule()+'  figuur "x" per j in jaren(afspraak.periode)\n'+''.join('    lijn "a" = gemeente.woningen\n' for i in range(n))
    if k=='leftout': return b+rule()+''.join(f'weggelaten LO-{i} "x"\n  bron wet, "a"\n  reden "r"\n' for i in range(n))
    if k=='lapsed': return b+rule()+''.join(f'vervallen woord w{i} vanaf 2025 "x"\n' for i in range(n))
    if k=='nouns': return HEAD+obj('',''.join(f'  f{i}: aantal n{i} "y"\n' for i in range(n)))+P+rule()
    if k=='qualifiers': return b+rule()+''.join(f'kenmerk q{i}: keuze (a, b) "x"\n' for i in range(n))
    if k=='circas': return b+rule()+''.join(f'circa 10% interpretatie "x"\n' for i in range(n))
    if k=='rulesets': return b+rule()+''.join(f'regelset q{i} "x"\n' for i in range(n))
    if k=='builds': return b.replace('  leest','  bouwt op '+', '.join(f'x{i}' for i in range(n))+'\n  leest')+rule()
    if k=='unknown_blocks': return b+rule()+''.join(f'blok{i} x\n' for i in range(n))
    if k=='bad_blocks': return b+rule()+''.join(f'regel\n' for i in range(n))
    if k=='strings_line': return b+rule('  eis '+'"" '*n)
    if k=='strings_unclosed': return b+rule('  eis '+"' "*n)
    if k=='comments': return b+rule()+'# x\n'*n
    if k=='comments_in': return b+rule('  eis 1\n'+'  # x\n'*n+'  = 1')
    if k=='comments_nest': return b+rule('  eis '+'('*80+'1\n'+'  # x\n'*n+'  '+')'*80+' = 1')
    if k=='spaces': return b+rule('  eis 1'+' \n'*n+'  = 1')
    if k=='string_long': return b+rule(msg='x'*n*10)
    if k=='string_folds': return b+rule(msg='x\n   '*n)
    if k=='escapes': return b+rule(msg='\\\\'*n)
    if k=='tests': return b+rule()
    if k=='names_unknown': return b+''.join(f'parameter p{i}: aantal "x"\n  altijd = onbekend{i}  bron wet, "a"\n' for i in range(n))+rule()
    if k=='names_similar': return b+''.join(f'parameter parameternaam_{i}: aantal "x"\n  altijd = parameternaan_{i}  bron wet, "a"\n' for i in range(n))+rule()
    if k=='when_bad': return b+'parameter p: per datum aantal "x"\n'+''.join(f'  altijd = {i} bron wet, "a"\n' for i in range(n))+rule()
    if k=='codes_rulerefs': return b+rule('  eis '+' of '.join(f'X-{i} voldoet' for i in range(n)))
    if k=='outcomes': return b+rule('  eis som('+', '.join(f'PRF-01' for i in range(n))+') > 0')
    if k=='distinct_types': return b+rule('  eis '+' of '.join('gemeente.krimp' for i in range(n)))
    raise SystemExit('unknown '+k)
if __name__=='__main__':
    import re
    if sys.argv[1]=='--list':
        print(' '.join(dict.fromkeys(re.findall(r"k=='(\w+)'",open(__file__).read()))))
    else: sys.stdout.write(kind(sys.argv[1],int(sys.argv[2])))
