"""Hostile evaluations: (name, ruleset body, yaml)"""
import sys
sys.path.insert(0,'.')
import gen
H=gen.HEAD
def model(extra_a='',extra_g=''):
    return H+gen.obj(extra_a,extra_g)+gen.P
def R(body,i=1,msg='x',each='gemeente in afspraak.gemeenten'):
    return f'regel PRF-{i:02d} "T"\n  bron wet, "a"\n  sterkte verplicht\n'+(f'  voor elke {each}\n' if each else '')+body+f'\n  melding "{msg}"\n\n'
def Y(n,item='{naam: G%d, woningen: 100, sociaal: 10, krimp: nee}',head='periode: 2026\n'):
    return head+'gemeenten:\n'+''.join('- '+(item%i if '%d' in item else item)+'\n' for i in range(n))
big='periode: 2026\ngemeenten: ['+'{},'*300000+']\n'
C={}
nest=lambda d: 'aantal(h%d in afspraak.gemeenten waar '%d+(nest(d-1) if d else 'h0.woningen >= vloer')+') >= vloer' if d else 'aantal(h0 in afspraak.gemeenten waar h0.woningen >= vloer) >= vloer'
C['ranges3']=(model()+R('  eis '+nest(2)),Y(40))
C['ranges3_many']=(model()+''.join(R('  eis '+nest(2),i) for i in range(30)),Y(40))
C['unfiltered']=(model()+R('  eis aantal(a in afspraak.gemeenten waar aantal(b in afspraak.gemeenten) >= 0) >= 0',each=''),big)
C['unfiltered_each']=(model()+R('  eis aantal(a in afspraak.gemeenten) >= 0'),Y(2400))
C['fieldlist']=(model()+R('  eis aantal(a in afspraak.gemeenten waar som(afspraak.gemeenten.woningen) >= 0) >= 0',each=''),Y(20000,'{naam: G, woningen: 1}'))
C['fieldlist_unknown']=(model()+R('  eis aantal(a in afspraak.gemeenten waar som(afspraak.gemeenten.woningen) >= 0) >= 0',each=''),big)
C['pairs_unknown']=(model()+R('  eis elke a in afspraak.gemeenten geldt elke b in afspraak.gemeenten geldt a.woningen >= b.woningen',each=''),Y(3000,'{naam: G%d}'))
C['pairs_straddle']=(model()+R('  eis elke a in afspraak.gemeenten geldt elke b in afspraak.gemeenten geldt a.woningen >= b.woningen',each=''),Y(3000,'{naam: G%d, woningen: 1 t/m 9}'))
C['foreach_pairs']=(model()+R('  eis 1 = 1',each='a in afspraak.gemeenten, elke b in afspraak.gemeenten waar nee'),big)
C['foreach_pairs2']=(model()+R('  eis 1 = 1',each='a in afspraak.gemeenten, elke b in afspraak.gemeenten'),big)
C['texts']=(model()+R('  eis elke a in afspraak.gemeenten geldt elke b in afspraak.gemeenten geldt a.naam = b.naam',each=''),Y(200,'{naam: "'+'x'*19990+'"}'))
C['distinct']=(model()+R('  eis aantal(a in afspraak.gemeenten waar aantal(verschillende(afspraak.gemeenten.naam)) >= 0) >= 0',each=''),Y(3000,'{naam: "'+'x'*200+'%d"}'))
C['frames']=(model()+R('  waarbij\n'+''.join(f'    a{i} = gemeente.woningen\n' for i in range(900))+'  eis gemeente.woningen >= vloer'),Y(2400))
C['frames_used']=(model()+R('  waarbij\n'+''.join(f'    a{i} = gemeente.woningen\n' for i in range(500))+'  eis som('+', '.join(f'a{i}' for i in range(500))+') >= vloer'),Y(2400))
C['msg_heavy']=(model()+R('  eis gemeente.woningen >= vloer + vloer',msg='{aantal(a in afspraak.gemeenten waar aantal(b in afspraak.gemeenten waar b.woningen >= a.woningen) >= 0)}'),Y(400,'{naam: G%d, woningen: 1}'))
C['msg_many']=(model()+R('  eis gemeente.woningen >= vloer + vloer',msg='{gemeente.naam}'*700),Y(300,'{naam: "'+'x'*1900+'%d", woningen: 1}'))
C['msg_long']=(model()+R('  eis gemeente.woningen >= vloer + vloer',msg='{gemeente.naam}'*700),Y(2400,'{naam: "'+'x'*190+'%d", woningen: 1}'))
C['reasons']=(model()+R('  eis '+' en '.join('gemeente.krimp' for _ in range(90))),Y(2400,'{naam: G%d}'))
C['outcomes']=(model()+R('  eis gemeente.woningen >= 0',1)+R('  eis '+' en '.join('PRF-01 voldoet voor gemeente' for _ in range(90)),2),Y(1200))
C['squares']=(model()+R('  waarbij\n    a0 = gemeente.sociaal / gemeente.woningen\n'+''.join(f'    a{i} = a{i-1} * a{i-1}\n' for i in range(1,30))+'  eis a29 <= 1'),Y(40,'{naam: G%d, woningen: 97, sociaal: 31}'))
C['bigsum']=(model()+R('  waarbij\n    s = som(g.sociaal / g.woningen voor g in afspraak.gemeenten)\n  eis elke a in afspraak.gemeenten geldt elke b in afspraak.gemeenten geldt s * a.woningen >= 0',each=''),'periode: 2026\ngemeenten:\n'+''.join(f'- {{naam: G{i}, woningen: {10007+2*i}, sociaal: {31+i}}}\n' for i in range(600)))
C['params2']=(model()+''.join(f'parameter p{i}: getal "x"\n  altijd = p{i+1} + p{i+1}  bron wet, "a"\n' for i in range(100))+'parameter p100: getal "x"\n  altijd = 1  bron wet, "a"\n'+''.join(R('  eis p0 >= 1',i,each='') for i in range(5)),Y(1))
C['fields_x_objects']=(H+gen.obj('',''.join(f'  f{i}: aantal "y"\n' for i in range(700)))+gen.P+''.join(f'uitbreiding gemeente\n'+''.join(f'  g{j}_{i}: aantal "y"\n' for i in range(700)) for j in range(10))+R('  eis gemeente.woningen >= vloer',each=''),big)
C['fields_req']=(H+gen.obj('',''.join(f'  f{i}: aantal verplicht "y"\n' for i in range(500)))+gen.P+R('  eis 1 = 1',each=''),'periode: 2026\ngemeenten:\n- {'+', '.join(f'x{i}: 1' for i in range(200000))+'}\n')
C['choices_x']=(H+gen.obj('','  k: lijst van kk "y"\n')+gen.P+'keuzelijst kk "x"\n'+''.join(f'  wwwwwwwwww{i}\n' for i in range(2900))+R('  eis 1 = 1',each=''),'periode: 2026\ngemeenten:\n- {naam: A, k: ['+', '.join('wwwwwwwwww2899' for i in range(200000))+']}\n')
C['records']=(H+gen.obj('  afwijkingen: lijst van afw "a"\n','')+'object afw "A"\n  norm: regel verplicht rol norm "n"\n  grond: keuze (plek, geld) rol grond "g"\n\n'+gen.P+'regel PRF-01 "T"\n  bron wet, "a"\n  sterkte streven\n  voor elke gemeente in afspraak.gemeenten\n  eis gemeente.woningen >= vloer\n  afwijking in afspraak.afwijkingen\n  melding "x"\n',Y(2000,'{naam: G%d, woningen: 1}')+'afwijkingen:\n'+'- {norm: PRF-01, grond: plek}\n'*3000)
C['straddle_each']=(model()+R('  eis gemeente.woningen >= vloer'),Y(2400,'{naam: G%d, woningen: 1 t/m 9}'))
C['missing_each']=(model()+R('  eis som(afspraak.gemeenten.woningen) >= vloer'),Y(2000,'{naam: G%d}'))
C['figuur']=(model()+R('  eis gemeente.woningen >= vloer')+''.join('  figuur "x" per j in jaren(afspraak.periode)\n    lijn "a" = som(afspraak.gemeenten.woningen)\n' for _ in range(200)),Y(2400).replace('2026','1990 t/m 2100',1))
C['years']=(H+gen.obj('','  t: per jaar aantal "y"\n')+gen.P+R('  eis elke a in afspraak.gemeenten geldt elke b in afspraak.gemeenten geldt som(b.t) >= 0',each=''),Y(2000,'{naam: G%d, t: {1990: 1}}').replace('2026','1990 t/m 2100',1))
C['recorded']=(model()+R('  eis elke a in afspraak.gemeenten geldt vastgelegd(som(afspraak.gemeenten.woningen))',each=''),Y(3000,'{naam: G%d}'))
C['pick']=(model()+R('  eis elke a in afspraak.gemeenten geldt hoogste(b in afspraak.gemeenten naar b.woningen) = a',each=''),Y(2000))
